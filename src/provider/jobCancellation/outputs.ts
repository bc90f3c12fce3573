import type { Job, JobError } from "../../vertex/jobs/job";
import { projectNumberIn } from "../../vertex/location/projectNumbers";
import type { StopOutcome } from "../../vertex/stopping/stopOutcome";
import type { CancellationInputs } from "./inputs";

/** How the job came to be stopped; `DEFERRED`: it is to be cancelled when the resource is deleted. */
export type Outcome = StopOutcome | "DEFERRED";

/** What is known of the job. */
export interface Facts {
  /** The job's state when last looked at; absent when the job does not exist. */
  readonly state?: string;
  /** The job's state when it was first looked at, before cancellation was asked for. */
  readonly previousState?: string;
  readonly displayName?: string;
  /** Absent while it is not known that the job has stopped. */
  readonly outcome?: Outcome;
  readonly createTime?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly updateTime?: string;
  readonly error?: JobError;
  /** The project's number, from an answer; absent before any has told it. */
  readonly projectNumber?: string;
  /** Full names of jobs that run although the job that started them has ended; absent: not known. */
  readonly activeChildJobs?: readonly string[];
  /** Whether the job was deleted after it had stopped; absent: it was not. */
  readonly deleted?: true;
  /** Cancellation was accepted in a wait that has not ended: the next one resumes it. */
  readonly __cancelRequested?: boolean;
}

/** The outputs that are no inputs. */
export const CANCELLATION_OUTPUTS = [
  "state",
  "previousState",
  "displayName",
  "outcome",
  "deleted",
  "createTime",
  "startTime",
  "endTime",
  "updateTime",
  "error",
  "projectNumber",
  "activeChildJobs",
] as const satisfies readonly (keyof Facts)[];

/** What the engine keeps of the resource. */
export type CancellationOutputs = CancellationInputs & Facts;

/** The facts that are fields of the job. */
const FIELDS = [
  "state",
  "displayName",
  "createTime",
  "startTime",
  "endTime",
  "updateTime",
  "error",
] as const satisfies readonly (keyof Facts & keyof Job)[];

/** Takes the facts from a job. A job from a sweep's listing has more fields, which are no outputs. */
export function factsOf(job: Job): Facts {
  const known = FIELDS.flatMap((key) => (job[key] === undefined ? [] : [[key, job[key]] as const]));
  const projectNumber = projectNumberIn(job.name);
  return { ...(Object.fromEntries(known) as Facts), ...(projectNumber !== undefined && { projectNumber }) };
}
