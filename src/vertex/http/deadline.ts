import type { Failure } from "../../messages/failure";

/** What no timer of Node.js can exceed, in milliseconds. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** How long the last look may take, which falls on the deadline, in milliseconds. */
const LAST_MOMENT_MS = 1_000;

/**
 * Called before each retry within an operation.
 *
 * @param failure - of the attempt before.
 * @param remainingMs - how long it is retried at most, in milliseconds.
 */
export type RetryListener = (failure: Failure, remainingMs: number) => void;

/** When an operation must have ended. Measured on the monotonic clock: a clock that is set does not move it. */
export class Deadline {
  private readonly startMs = performance.now();

  /**
   * @param timeoutMs - time from now, in milliseconds.
   * @param onRetry - told that the operation goes on although a request failed; default: nobody.
   */
  constructor(
    readonly timeoutMs: number,
    readonly onRetry: RetryListener = () => {},
  ) {}

  elapsedMs(): number {
    return performance.now() - this.startMs;
  }

  /** Never negative. */
  remainingMs(): number {
    return Math.max(0, this.timeoutMs - this.elapsedMs());
  }

  /** How long something may take that is begun now: until the deadline, or for a last moment where that has come. */
  boundMs(mostMs: number): number {
    return Math.min(mostMs, Math.max(this.remainingMs(), LAST_MOMENT_MS));
  }
}

/** The deadline that comes first. @throws TypeError when there is none */
export function earliest(deadlines: readonly Deadline[]): Deadline {
  return deadlines.reduce((one, other) => (other.remainingMs() < one.remainingMs() ? other : one));
}
