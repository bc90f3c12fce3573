import { LOOKS_PER_MINUTE } from "../http/requestBudget";

const MINUTE_MS = 60_000;

/** Spaces looks so that those which take several requests do not exceed the share of the budget that looks have. */
export class LookPace {
  private readonly looks: { readonly atMs: number; readonly requests: number }[] = [];

  /** Counts the requests that a look has taken. */
  add(requests: number): void {
    this.looks.push({ atMs: performance.now(), requests });
  }

  /**
   * How long to wait between two looks: the given interval, or longer where the requests of the last minute beyond one a
   * look leave fewer looks of a minute's 60. What a burst has cost is spread over a minute, since a long pause after it
   * would leave the end of a job unnoticed.
   *
   * @param leastMs - the interval at which one request a look is within the budget, in milliseconds.
   * @returns milliseconds
   */
  intervalMs(leastMs: number): number {
    const sinceMs = performance.now() - MINUTE_MS;
    while ((this.looks[0]?.atMs ?? sinceMs) < sinceMs) this.looks.shift();
    const furtherRequests = this.looks.reduce((sum, { requests }) => sum + Math.max(0, requests - 1), 0);
    const lastRequests = this.looks.at(-1)?.requests ?? 1;
    const fewestLooks = LOOKS_PER_MINUTE / Math.max(LOOKS_PER_MINUTE, lastRequests);
    return Math.max(leastMs, MINUTE_MS / Math.max(fewestLooks, LOOKS_PER_MINUTE - furtherRequests));
  }
}
