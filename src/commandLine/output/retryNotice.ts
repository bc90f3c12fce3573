import type { Failure } from "../../messages/failure";
import { message } from "../../messages/message";
import { render } from "../../messages/render";
import { formatDuration } from "../../vertex/duration";
import type { RetryListener } from "../../vertex/http/deadline";
import { COMMAND_WORDS } from "../wording";

/** How often a line tells of retries at most, in milliseconds. */
const INTERVAL_MS = 5_000;

/**
 * Tells why a command is still at it: the first retry at once, and the others now and then.
 *
 * @param tell - shows one line.
 */
export function retryNotice(tell: (line: string) => void): RetryListener {
  let toldMs = Number.NEGATIVE_INFINITY;
  return ({ content }: Failure, remainingMs: number) => {
    if (performance.now() - toldMs < INTERVAL_MS) return;
    toldMs = performance.now();
    const retrying = message("stillRetrying", { fault: content, remaining: formatDuration(remainingMs) });
    tell(render(retrying, COMMAND_WORDS));
  };
}
