import type { Location } from "../http/call";
import { isTerminal, type Job } from "../jobs/job";
import { formatJobName, type JobName, jobIdOf } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import type { ListedJob } from "../selection/listedJob";

/** A job that a selection matches, with its kind and location. */
export interface FoundJob {
  readonly kind: JobKind;
  readonly location: Location;
  readonly job: ListedJob;
}

/** Parts of the name of a job, with the project as the sweep spells it. */
export function jobNameOf({ location, job }: FoundJob): JobName {
  return { ...location, jobId: jobIdOf(job.name) };
}

/** Full resource name of a job, with the project as the sweep spells it. */
export function nameOf(found: FoundJob): string {
  return formatJobName(found.kind, jobNameOf(found));
}

/** Whether a job had ended when it was found. */
export function isEnded({ kind, job }: FoundJob): boolean {
  return isTerminal(kind, job);
}

/** Whether a job neither has ended nor is being cancelled. */
export function needsCancel(kind: JobKind, job: Job): boolean {
  return !isTerminal(kind, job) && job.state !== kind.cancellingState;
}
