import type { Deadline } from "../http/deadline";
import { isTerminal, type Job } from "../jobs/job";
import { parseJobName } from "../jobs/jobName";
import { kindOfName } from "../kinds/kinds";
import type { VertexAi } from "../vertexAi";
import { needsCancel } from "./foundJob";
import { JobStopper } from "./jobStopper";
import type { SweptJob } from "./sweptJob";
import { EFFECT_MS } from "./waitForJob";

/** How a wait is resumed. */
export interface ResumeOptions {
  readonly vertexAi: VertexAi;
  readonly deadline: Deadline;
  onObserved(job: Job): void;
}

/**
 * Looks at a job of an earlier sweep that the selection does not match now, and never cancels it. Waits for it only while
 * it is being cancelled because that sweep has asked.
 *
 * @returns the job as last seen, which is active when the sweep has nothing to do with it any more; `undefined` when it does
 *   not exist any more.
 */
export async function resumeWait(
  { name: fullName, cancelRequested }: SweptJob,
  { vertexAi, deadline, onObserved }: ResumeOptions,
): Promise<Job | undefined> {
  const kind = kindOfName(fullName);
  const name = kind && parseJobName(kind, fullName);
  if (!name) return undefined;
  const stopper = new JobStopper(vertexAi, kind);
  const seen = await stopper.observe(name, { deadline, missingIsStopped: true, takesEnded: true });
  if (!seen || isTerminal(kind, seen) || !cancelRequested) return seen;
  const beganMs = performance.now();
  const watch = vertexAi.watcherOf(kind, name).watch(name, seen, {
    deadline,
    onObserved: (job) => {
      onObserved(job);
      // The old state may stand for a while after an accepted cancellation.
      if (needsCancel(kind, job) && performance.now() - beganMs >= EFFECT_MS) watch.release();
    },
  });
  return watch.result;
}
