import type { Deadline } from "../http/deadline";
import type { Job } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import type { Asked } from "./cancelQueue";
import { needsCancel } from "./foundJob";
import type { JobWatcher } from "./jobWatcher";

/** How far a job is brought: until it has stopped, or only until it is asked to. */
export type Until = "terminal" | "cancelRequested";

/** A job that is waited for, as it was seen. */
export interface AwaitedJob {
  readonly kind: JobKind;
  readonly name: JobName;
  readonly job: Job;
}

/** How a job is waited for. */
export interface WaitOptions {
  readonly until: Until;
  readonly watcher: JobWatcher;
  readonly deadline: Deadline;
  /** When the job was as it was found, on the monotonic clock, in milliseconds. */
  readonly seenMs: number;
  /** What came of asking before; absent: nothing was accepted. */
  readonly asked?: Asked;
  /** Asks for the cancellation of this job alone, after a look. */
  askSingly(signal: AbortSignal): Promise<Asked>;
  onObserved(job: Job): void;
  /** Called when the service accepts a single cancellation. */
  onRequested(): void;
}

/**
 * How long an accepted cancellation may stay without an effect before it is repeated, in milliseconds. The old state was
 * recorded for up to 4 s.
 *
 * @see https://github.com/cloud-custodian/cloud-custodian/tree/main/tools/c7n_gcp/tests/data/flights
 */
export const EFFECT_MS = 10_000;

/**
 * Waits until a job has come as far as it is to come. Asks it singly, once, where nothing was accepted, and where what was
 * accepted had no effect for 10 s: a batch is answered before the service looks at its jobs.
 *
 * @returns the job as it was seen last, which may be active if the selection does not match it any more; `undefined` when
 *   it does not exist any more.
 */
export async function waitForJob({ kind, name, job }: AwaitedJob, options: WaitOptions): Promise<Job | undefined> {
  const { until, watcher, deadline, seenMs } = options;
  const over = new AbortController();
  let acceptedMs = options.asked?.as === "requested" ? performance.now() : undefined;
  let refusal = options.asked?.as === "refused" ? options.asked.error : undefined;
  let asking: Promise<void> | undefined;

  const ask = async () => {
    const asked = await options.askSingly(over.signal);
    if (asked.as === "missing") watch.observeMissing();
    if (asked.as === "notSelected") {
      watch.observe(asked.job);
      watch.release();
    }
    // What was accepted before may be why the service refuses it now.
    if (asked.as === "refused" && acceptedMs === undefined) refusal = asked.error;
    if (asked.as !== "requested") return;
    acceptedMs = performance.now();
    options.onRequested();
    if (until === "cancelRequested") watch.release();
  };
  const isDue = () => acceptedMs === undefined || performance.now() - acceptedMs >= EFFECT_MS;
  const beginAsking = () => {
    asking = ask().catch((error: unknown) => watch.fail(error));
  };
  const watch = watcher.watch(name, job, {
    deadline,
    seenMs,
    onObserved: (seen) => {
      options.onObserved(seen);
      if (!needsCancel(kind, seen)) {
        if (until === "cancelRequested") watch.release();
      } else if (refusal) watch.fail(refusal);
      else if (!asking && isDue()) beginAsking();
    },
  });
  if (needsCancel(kind, job) && acceptedMs === undefined && !refusal) beginAsking();
  try {
    return await watch.result;
  } finally {
    // Another job may be started under its name: nothing may be asked of that.
    over.abort();
    await asking;
  }
}
