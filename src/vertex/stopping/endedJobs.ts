import type { Job } from "../jobs/job";
import { type FoundJob, nameOf } from "./foundJob";
import { updateTimeMsOf } from "./watch";

/** The jobs that a sweep has seen end. A listing may lag behind, and show one of them as it was before. */
export class EndedJobs {
  private readonly last = new Map<string, Job>();

  /** @param last - the job as it was seen last. */
  add(name: string, last: Job): void {
    this.last.set(name, last);
  }

  /** Whether a listing shows a job as it was before it was seen to end, and not another one under its name. */
  isOutdated(found: FoundJob): boolean {
    const ended = this.last.get(nameOf(found));
    if (!ended || isAnother(ended, found.job)) return false;
    const listedMs = updateTimeMsOf(found.job);
    return listedMs > 0 && listedMs <= updateTimeMsOf(ended);
  }
}

/** Whether two jobs of one name were created at different times. */
function isAnother(one: Job, other: Job): boolean {
  return one.createTime !== undefined && other.createTime !== undefined && one.createTime !== other.createTime;
}
