import { parseDurationMs } from "../vertex/duration";

/** Operations that wait, each with a timeout of its own. */
export const TIMED_OPERATIONS = ["create", "update", "delete"] as const;

/** An operation that waits. */
export type TimedOperation = (typeof TIMED_OPERATIONS)[number];

/** The resource option `customTimeouts` as the constructor knew it; as the input `__timeouts`. */
export type Timeouts = Readonly<Partial<Record<TimedOperation, string>>>;

/** How long an operation may take unless `customTimeouts` says otherwise: the Workflows connector's default. */
const DEFAULT_TIMEOUT = "30m";

/** How long a refresh may look for what a busy server doesn't show, in milliseconds. */
export const READ_TIMEOUT_MS = 5 * 60_000;

/** How long an operation may take, in milliseconds. */
export function timeoutMsOf(timeouts: Timeouts | undefined, operation: TimedOperation): number {
  return parseDurationMs(timeouts?.[operation] ?? DEFAULT_TIMEOUT) ?? 0;
}
