/** When an operation must have ended. Measured on the monotonic clock: a clock that is set does not move it. */
export class Deadline {
  private readonly startMs = performance.now();

  /** @param timeoutMs - time from now, in milliseconds. */
  constructor(readonly timeoutMs: number) {}

  elapsedMs(): number {
    return performance.now() - this.startMs;
  }

  /** Never negative. */
  remainingMs(): number {
    return Math.max(0, this.timeoutMs - this.elapsedMs());
  }
}
