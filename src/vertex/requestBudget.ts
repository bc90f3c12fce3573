import { setTimeout as sleep } from "node:timers/promises";
import { AbortedError } from "./errors";

/** Requests a minute to one project and region, of the 600 that the service allows a project there. */
export const DEFAULT_REQUESTS_PER_MINUTE = 120;

const MINUTE_MS = 60_000;

/** For how long a server that said 429 is treated with more care, in milliseconds. */
const CARE_MS = 60_000;

/**
 * Spaces the requests of this process to one project and region: others share the project's quota. Measured on the
 * monotonic clock, so that no change of the machine's time lets requests through or holds them up.
 *
 * @see https://cloud.google.com/vertex-ai/docs/quotas
 */
export class RequestBudget {
  /** When the latest requests were or will be sent, oldest first; no more than the minute may have. */
  private readonly sentMs: number[] = [];
  private careUntilMs = 0;

  constructor(private readonly requestsPerMinute: number) {}

  /**
   * Waits until a request may be sent; those who ask first are first.
   *
   * @param patienceMs - how long to wait at most, in milliseconds.
   * @returns whether it may be sent; `false` when patience has ended.
   * @throws AbortedError
   */
  async admit(patienceMs: number, signal: AbortSignal): Promise<boolean> {
    const nowMs = performance.now();
    const isFull = this.sentMs.length >= this.requestsPerMinute;
    const atMs = isFull ? Math.max(nowMs, (this.sentMs[0] ?? 0) + MINUTE_MS) : nowMs;
    const isInTime = atMs - nowMs <= patienceMs;
    if (isInTime) {
      if (isFull) this.sentMs.shift();
      this.sentMs.push(atMs);
    }
    await sleepUntil(isInTime ? atMs : nowMs + patienceMs, signal);
    return isInTime;
  }

  /** The server said that the quota is used up. */
  noteQuotaExceeded(): void {
    this.careUntilMs = performance.now() + CARE_MS;
  }

  /** Whether the quota was used up in the last minute. */
  get isScarce(): boolean {
    return performance.now() < this.careUntilMs;
  }
}

async function sleepUntil(timeMs: number, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted();
    const waitMs = Math.ceil(timeMs - performance.now());
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
  } catch {
    throw new AbortedError("given up");
  }
}
