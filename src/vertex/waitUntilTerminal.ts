import { setTimeout as sleep } from "node:timers/promises";
import type { Deadline } from "./deadline";
import { formatDuration } from "./duration";
import { AbortedError, TimeoutError } from "./errors";
import { isTerminal, type Job } from "./job";
import type { JobKind } from "./jobKind";
import { pollIntervalMs } from "./pollInterval";

/** What a wait looks at, and how long. */
export interface WaitOptions {
  readonly kind: JobKind;
  /** Full resource name, for the error. */
  readonly name: string;
  /** One look at the job; `undefined` when it does not exist. Throws a `TimeoutError` when the deadline passes. */
  readonly look: () => Promise<Job | undefined>;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
}

/**
 * Looks at a job until it has ended; at once, then at the poll interval, for the last time at the deadline.
 *
 * `PAUSED` and states that this version does not know are not the end.
 *
 * @returns the job in its terminal state, or `undefined` when it was deleted meanwhile.
 * @throws TimeoutError naming the last state and how often each was seen; AbortedError
 */
export async function waitUntilTerminal(options: WaitOptions): Promise<Job | undefined> {
  const { kind, look, deadline, signal } = options;
  const waitStartedMs = deadline.elapsedMs();
  const seen = new Map<string, number>();
  for (;;) {
    const isLastLook = deadline.remainingMs() === 0;
    const job = await look().catch((error: unknown) => {
      throw error instanceof TimeoutError ? timeoutError(options, seen, error.message) : error;
    });
    if (!job || isTerminal(kind, job)) return job;
    const count = (seen.get(job.state) ?? 0) + 1;
    seen.delete(job.state); // so that the last state is the last key
    seen.set(job.state, count);
    if (isLastLook) throw timeoutError(options, seen);
    const interval = pollIntervalMs(deadline.elapsedMs() - waitStartedMs);
    await sleep(Math.min(interval, deadline.remainingMs()), undefined, { signal }).catch(() => {
      throw new AbortedError(`the wait for ${options.name} was given up`);
    });
  }
}

function timeoutError(options: WaitOptions, seen: ReadonlyMap<string, number>, fault?: string): TimeoutError {
  const states = [...seen].map(([state, count]) => `${state} ×${count}`).join(", ");
  const parts = [
    `timed out after ${formatDuration(options.deadline.timeoutMs)} waiting for ${options.name} to stop`,
    states && `: last state ${[...seen.keys()].at(-1)} (seen: ${states})`,
    fault && `; the last look failed: ${fault}`,
  ];
  return new TimeoutError(parts.filter(Boolean).join(""));
}
