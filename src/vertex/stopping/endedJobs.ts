import type { Job } from "../jobs/job";
import { type FoundJob, nameOf } from "./foundJob";
import { updateTimeMsOf } from "./watch";

/** The jobs that a sweep has seen end. A listing may lag behind, and show one of them as it was before. */
export class EndedJobs {
  /** When each had changed last, in the server's time, in milliseconds since the epoch. */
  private readonly changedMs = new Map<string, number>();

  /** @param last - the job as it was seen last. */
  add(name: string, last: Job): void {
    this.changedMs.set(name, updateTimeMsOf(last));
  }

  /** Whether a listing shows a job as it was before it was seen to end. A job that was started anew has changed since. */
  isOutdated(found: FoundJob): boolean {
    const endedMs = this.changedMs.get(nameOf(found));
    const listedMs = updateTimeMsOf(found.job);
    return endedMs !== undefined && listedMs > 0 && listedMs <= endedMs;
  }
}
