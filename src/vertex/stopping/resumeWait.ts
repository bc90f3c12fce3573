import type { Deadline } from "../http/deadline";
import { isTerminal, type Job } from "../jobs/job";
import { parseAnyJobName } from "../selection/resourceKey";
import type { VertexAi } from "../vertexAi";
import { needsCancel } from "./foundJob";
import { EFFECT_MS } from "./jobStop";
import { type LeftActive, NOT_FOUND, type Stopped, stoppedAs } from "./stopOutcome";
import type { SweptJob } from "./sweptJob";

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
 * @returns what became of it; it is left active when the sweep has nothing to do with it any more.
 */
export async function resumeWait(
  { name: fullName, cancelRequested }: SweptJob,
  { vertexAi, deadline, onObserved }: ResumeOptions,
): Promise<Stopped | LeftActive> {
  const name = parseAnyJobName(fullName);
  if (!name) return NOT_FOUND;
  const { kind } = name;
  const coordinator = vertexAi.coordinatorOf(kind, name);
  let last = await coordinator.observe(name, { deadline, missingIsStopped: true, takesEnded: true });
  if (last && !isTerminal(kind, last) && cancelRequested) {
    const beganMs = performance.now();
    const watch = coordinator.watcher.watch(name, last, {
      deadline,
      onObserved: (job) => {
        onObserved(job);
        // The old state may stand for a while after an accepted cancellation.
        if (needsCancel(kind, job) && performance.now() - beganMs >= EFFECT_MS) watch.release();
      },
    });
    last = await watch.result;
  }
  if (!last) return NOT_FOUND;
  return isTerminal(kind, last) ? stoppedAs(kind, last, cancelRequested === true) : { job: last };
}
