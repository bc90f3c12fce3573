import { parseAgeMs } from "./age";
import { NS_PER_MS, parseTimeNs } from "./rfc3339";
import type { Selector } from "./selector";

/** Both in nanoseconds since the epoch; a job's creation must lie strictly between. Absent: no bound. */
export interface CreationBounds {
  readonly afterNs?: bigint;
  readonly beforeNs?: bigint;
}

/**
 * When jobs must have been created, by `createdAfter`, `createdBefore` and `olderThan` together.
 *
 * @param nowMs - the present, in milliseconds since the epoch.
 * @throws TypeError for a time or an age that `checkSelector` would have refused.
 */
export function creationBoundsOf(selector: Selector, nowMs: number): CreationBounds {
  const { createdAfter, createdBefore, olderThan } = selector;
  const beforeNs = earlier(
    createdBefore === undefined ? undefined : timeOf(createdBefore),
    olderThan === undefined ? undefined : BigInt(Math.floor(nowMs - ageOf(olderThan))) * NS_PER_MS,
  );
  return {
    ...(createdAfter !== undefined && { afterNs: timeOf(createdAfter) }),
    ...(beforeNs !== undefined && { beforeNs }),
  };
}

function earlier(one: bigint | undefined, other: bigint | undefined): bigint | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one < other) return one;
  return other;
}

function timeOf(text: string): bigint {
  const ns = parseTimeNs(text);
  if (ns === undefined) throw new TypeError(`not an RFC 3339 time: ${text}`);
  return ns;
}

function ageOf(text: string): number {
  const ms = parseAgeMs(text);
  if (ms === undefined) throw new TypeError(`not an age: ${text}`);
  return ms;
}
