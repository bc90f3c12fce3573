import type { JobError } from "../../vertex/jobs/job";
import { type FoundJob, nameOf } from "../../vertex/stopping/foundJob";
import type { StopOutcome } from "../../vertex/stopping/stopOutcome";

/**
 * What became of a job, for one that has not stopped too.
 *
 * - `WOULD_STOP`: a dry run; nothing was sent.
 * - `REQUESTED`: it was asked to stop, and nobody waited.
 * - `ACTIVE`: it had not stopped when the command ended.
 */
export type RowOutcome = StopOutcome | "WOULD_STOP" | "REQUESTED" | "ACTIVE";

/** Which command shows the rows: `stop` has a column more. */
export type RowKind = "list" | "stop";

/** One job as it is shown. JSON has the fields in this order, without those that are not known. */
export interface JobRow {
  /** Full resource name, with the project as it was given. */
  readonly name: string;
  /** The collection in the full name, such as `pipelineJobs`. */
  readonly kind: string;
  readonly region: string;
  readonly displayName: string | undefined;
  /** Absent when the job does not exist any more. */
  readonly state: string | undefined;
  /** Empty when there are none. */
  readonly labels: Readonly<Record<string, string>>;
  readonly pipelineName: string | undefined;
  readonly templateUri: string | undefined;
  /** Full name of the schedule that launched the job. */
  readonly scheduleName: string | undefined;
  readonly serviceAccount: string | undefined;
  /** RFC 3339 times, as answered. */
  readonly createTime: string | undefined;
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly updateTime: string | undefined;
  /** Time since its creation, in whole seconds. */
  readonly ageSeconds: number | undefined;
  /** Why the job failed or was cancelled. */
  readonly error: JobError | undefined;
  /** `true` if the job was deleted after it had stopped; else absent. */
  readonly deleted: true | undefined;
  /** Absent in rows of `list`. */
  readonly outcome: RowOutcome | undefined;
}

/** A row of a job as it was seen last. */
export function jobRow(
  found: FoundJob,
  stop: { state?: string | undefined; outcome?: RowOutcome; deleted?: true | undefined } = found.job,
): JobRow {
  const { kind, location, job } = found;
  const ageMs = Date.now() - Date.parse(job.createTime ?? "");
  return {
    name: nameOf(found),
    kind: kind.collection,
    region: location.region,
    displayName: job.displayName || undefined,
    state: stop.state,
    labels: job.labels,
    pipelineName: job.pipelineName,
    templateUri: job.templateUri,
    scheduleName: job.scheduleName,
    serviceAccount: job.serviceAccount,
    createTime: job.createTime,
    startTime: job.startTime,
    endTime: job.endTime,
    updateTime: job.updateTime,
    ageSeconds: Number.isFinite(ageMs) ? Math.max(0, Math.round(ageMs / 1000)) : undefined,
    error: job.error,
    deleted: stop.deleted,
    outcome: stop.outcome,
  };
}
