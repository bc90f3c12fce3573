import { isTerminal, type Job } from "../job";
import { PIPELINE_JOBS } from "../jobKind";
import { formatJobName, type JobName, jobIdOf } from "../jobName";
import type { ListedJob } from "../selector/listedJob";
import type { Place } from "../transport";

/** A job that is meant, and where it was found. */
export interface FoundJob {
  readonly place: Place;
  readonly job: ListedJob;
}

/** Parts of the name of a job, with the project as the sweep spells it. */
export function jobNameOf({ place, job }: FoundJob): JobName {
  return { ...place, jobId: jobIdOf(job.name) };
}

/** Full resource name of a job, with the project as the sweep spells it. */
export function nameOf(found: FoundJob): string {
  return formatJobName(PIPELINE_JOBS, jobNameOf(found));
}

/** Whether a job had ended when it was found. */
export function isEnded({ job }: FoundJob): boolean {
  return isTerminal(PIPELINE_JOBS, job);
}

/** Whether a job neither has ended nor is being cancelled. */
export function needsCancel(job: Job): boolean {
  return !isTerminal(PIPELINE_JOBS, job) && job.state !== PIPELINE_JOBS.cancellingState;
}
