import { setTimeout as sleep } from "node:timers/promises";
import { promise as queueOf } from "fastq";
import { AbortedError } from "../errors";
import { MAX_TIMER_MS } from "./deadline";
import { unlessAborted } from "./unlessAborted";

const MINUTE_MS = 60_000;

/** Lets so many through in any minute, in the order in which they came. */
export class RateLimit {
  private readonly turns = queueOf((signal: AbortSignal) => this.takeTurn(signal), 1);
  /** When those of the last minute were let through, oldest first, on the monotonic clock. */
  private admittedMs: number[] = [];
  private changed = new AbortController();

  constructor(private limit: number) {}

  /** Holds from now on, also for those who wait. */
  set perMinute(limit: number) {
    this.limit = limit;
    this.changed.abort();
    this.changed = new AbortController();
  }

  /** From now on what either of two lets through counts for both. */
  join(other: RateLimit): void {
    const admittedMs = [...this.admittedMs, ...other.admittedMs].sort((one, another) => one - another);
    this.admittedMs = admittedMs;
    other.admittedMs = admittedMs;
  }

  /**
   * Waits for one's turn.
   *
   * @param patienceMs - how long to wait at most, in milliseconds.
   * @returns whether it came; `false` when patience has ended.
   * @throws AbortedError
   */
  async admit(patienceMs: number, signal: AbortSignal): Promise<boolean> {
    const patience = new AbortController();
    // A turn that comes just when patience ends still counts.
    const timer = setTimeout(() => patience.abort(), Math.min(patienceMs + 1, MAX_TIMER_MS));
    const waiting = AbortSignal.any([signal, patience.signal]);
    try {
      await unlessAborted(this.turns.push(waiting), waiting);
      return true;
    } catch {
      if (patience.signal.aborted && !signal.aborted) return false;
      throw new AbortedError();
    } finally {
      clearTimeout(timer);
    }
  }

  private async takeTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (let waitMs = this.waitMs(); waitMs > 0; waitMs = this.waitMs()) {
      const either = AbortSignal.any([signal, this.changed.signal]);
      await sleep(Math.ceil(waitMs), undefined, { signal: either }).catch(() => {});
      signal.throwIfAborted();
    }
    this.admittedMs.push(performance.now());
  }

  private waitMs(): number {
    const nowMs = performance.now();
    while ((this.admittedMs[0] ?? nowMs) <= nowMs - MINUTE_MS) this.admittedMs.shift();
    const mustLeaveMs = this.admittedMs.at(-this.limit);
    return mustLeaveMs === undefined ? 0 : mustLeaveMs + MINUTE_MS - nowMs;
  }
}
