import PQueue from "p-queue";
import { AbortedError } from "./errors";

/** Requests a minute to one project and region, of the 600 that the service allows a project there. */
export const DEFAULT_REQUESTS_PER_MINUTE = 120;

/** For how long a server that said 429 is treated with more care, in milliseconds. */
const CARE_MS = 60_000;

/**
 * Spaces the requests of this process to one project and region: others share the project's quota.
 *
 * @see https://cloud.google.com/vertex-ai/docs/quotas
 */
export class RequestBudget {
  private readonly queue: PQueue;
  private careUntilMs = 0;

  constructor(requestsPerMinute: number) {
    this.queue = new PQueue({ intervalCap: requestsPerMinute, interval: 60_000, strict: true });
  }

  /**
   * Waits until a request may be sent.
   *
   * @throws AbortedError
   */
  async admit(signal: AbortSignal): Promise<void> {
    try {
      await this.queue.add(() => {}, { signal });
    } catch {
      throw new AbortedError("given up");
    }
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
