import type { Job } from "../job";
import type { JobStopper, StopOptions } from "../jobStopper";
import type { JobWatcher } from "../jobWatcher";
import type { CancelQueue } from "./cancelQueue";
import { type FoundJob, jobNameOf, needsCancel } from "./foundJob";

/** How far a job is brought: until it has stopped, or only until it is asked to. */
export type Goal = "stopped" | "asked";

/** How a job is waited for. */
export interface WaitOptions {
  readonly goal: Goal;
  readonly watcher: JobWatcher;
  readonly stopper: JobStopper;
  readonly stopOptions: StopOptions;
  /** What cancels singly, in turn. */
  readonly queue: CancelQueue;
  /** When the job was as it was found, on the monotonic clock, in milliseconds. */
  readonly seenMs: number;
  onObserved(job: Job): void;
}

/** How often a job is looked at before it is asked singly: a batch fails without a word. */
const LOOKS_BEFORE_SINGLE_CANCEL = 2;

/**
 * Waits until a job that was asked in a batch has come as far as it is to come. Asks it singly where that had no effect.
 *
 * @returns the job as it was seen last; `undefined` when it does not exist any more.
 */
export async function waitForJob(found: FoundJob, options: WaitOptions): Promise<Job | undefined> {
  const { goal, watcher, stopper, stopOptions, queue, seenMs, onObserved } = options;
  const name = jobNameOf(found);
  const over = new AbortController();
  const cancelAgain = async (seen: Job) => {
    const asked = await stopper.cancel(name, seen, { ...stopOptions, signal: over.signal });
    if (!asked) watch.observeMissing();
    else if (goal === "asked") watch.release();
  };
  let asking: Promise<void> | undefined;
  let looks = 0;
  const watch = watcher.watch(name, found.job, {
    deadline: stopOptions.deadline,
    seenMs,
    onObserved: (seen) => {
      onObserved(seen);
      looks += 1;
      if (goal === "asked" && !needsCancel(seen)) watch.release();
      else if (looks === LOOKS_BEFORE_SINGLE_CANCEL && needsCancel(seen)) {
        asking = queue.addSingle(() => cancelAgain(seen)).catch((error: unknown) => watch.fail(error));
      }
    },
  });
  try {
    return await watch.result;
  } finally {
    // Another job may be started under its name: nothing may be asked of that.
    over.abort();
    await asking;
  }
}
