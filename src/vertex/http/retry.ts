import { setTimeout as sleep } from "node:timers/promises";
import { message } from "../../messages/message";
import { formatDuration } from "../duration";
import { AbortedError, HttpError, isBusy, isTransient, TimeoutError } from "../errors";
import { getOrCreate } from "../getOrCreate";
import type { Deadline } from "./deadline";

/** How long the first retry waits at most, in milliseconds; doubled by each further one. */
const BASE_DELAY_MS = 500;

/** How long a retry waits at most, in milliseconds; also of what a server may ask for. */
const MAX_DELAY_MS = 30_000;

/** How long faults are retried before anything was ever answered, in milliseconds: a wrong host does not heal. */
export const FIRST_CONTACT_PATIENCE_MS = 10_000;

/** Bounds of a retried call. */
export interface RetryOptions {
  readonly deadline: Deadline;
  /**
   * How long faults are retried where nothing answers, in milliseconds; default: until the deadline.
   * A server that says "later" (429, 503) has answered, and is retried until the deadline.
   */
  readonly patienceMs?: number;
  readonly signal: AbortSignal;
}

/**
 * Calls until an answer comes, a fault that no retry heals, or the deadline. The only retry layer of calls of the API; the
 * authentication library repeats its own requests for access tokens, within one attempt.
 *
 * @param attempt - one call; gets its number, from 1.
 * @throws TimeoutError when the deadline comes first; else what the last attempt threw.
 */
export async function withRetries<T>(attempt: (number: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { deadline, signal, patienceMs = Number.POSITIVE_INFINITY } = options;
  let patienceEndsMs = deadline.elapsedMs() + patienceMs;
  try {
    for (let number = 1; ; number += 1) {
      signal.throwIfAborted();
      try {
        return await attempt(number);
      } catch (error) {
        if (isBusy(error)) patienceEndsMs = deadline.elapsedMs() + patienceMs;
        const untilPatienceEndsMs = isBusy(error) ? Number.POSITIVE_INFINITY : patienceEndsMs - deadline.elapsedMs();
        const remainingMs = Math.min(deadline.remainingMs(), untilPatienceEndsMs);
        if (!isTransient(error) || remainingMs <= 0) throw error;
        deadline.onRetry(error, remainingMs);
        // Cut short, so that a last attempt falls exactly on the end.
        await sleep(Math.min(retryDelayMs(error, number), remainingMs), undefined, { signal });
      }
    }
  } catch (error) {
    if (signal.aborted) throw new AbortedError();
    if (isTransient(error) && (deadline.remainingMs() === 0 || isBusy(error))) {
      throw new TimeoutError(
        message("timedOutRetrying", { timeout: formatDuration(deadline.timeoutMs), fault: error.content }),
      );
    }
    throw error;
  }
}

/** The share of the longest delay that those wait who share a failure: they repeat together, so that the repeat is shared. */
const jitters = new WeakMap<Error, number>();

/**
 * How long to wait before a retry: by full jitter, and at least as long as the server asks; 30 s at most.
 *
 * @param attemptNumber - of the attempt that failed, from 1.
 * @returns milliseconds
 */
export function retryDelayMs(error: Error, attemptNumber: number): number {
  const askedMs = error instanceof HttpError ? (error.answer.retryAfterMs ?? 0) : 0;
  const jitter = getOrCreate(jitters, error, Math.random);
  const jitteredMs = jitter * Math.min(BASE_DELAY_MS * 2 ** attemptNumber, MAX_DELAY_MS);
  return Math.min(Math.max(askedMs, jitteredMs), MAX_DELAY_MS);
}
