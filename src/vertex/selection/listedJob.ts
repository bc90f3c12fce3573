import { type Job, readJob } from "../jobs/job";
import { fieldOf, isRecord } from "../json";
import type { JobField, JobKind } from "../kinds/jobKind";

/** A job as a listing shows it: what selectors ask for, and what people want to see. */
export interface ListedJob extends Job {
  /** Empty when there are none. The service adds one of its own. */
  readonly labels: Readonly<Record<string, string>>;
  /** `pipelineSpec.pipelineInfo.name`. */
  readonly pipelineName?: string;
  readonly templateUri?: string;
  /** Full name of the schedule that launched the job; absent when none did. */
  readonly scheduleName?: string;
  readonly serviceAccount?: string;
}

/** Fields that not every kind of job has. */
const OWN_FIELDS = ["pipelineName", "templateUri", "scheduleName", "serviceAccount"] as const;

/**
 * Reads one job of a listing.
 *
 * @returns the job, or `undefined` when it has no name.
 */
export function readListedJob(kind: JobKind, body: unknown): ListedJob | undefined {
  if (!isRecord(body)) return undefined;
  const job = readJob(kind, { state: kind.unspecifiedState, ...body });
  if (!job) return undefined;
  const texts = OWN_FIELDS.map((field) => [field, valueAt(body, kind.fields[field]?.path)] as const);
  return {
    ...job,
    labels: onlyTexts(isRecord(body.labels) ? body.labels : {}),
    ...onlyTexts(Object.fromEntries(texts)),
  };
}

/** @param path - with dots; absent: nothing is there. */
function valueAt(body: object, path: string | undefined): unknown {
  return path?.split(".").reduce<unknown>((value, key) => fieldOf(value, key), body);
}

/** Whether an answer has a field of a job. JSON leaves out what is empty. */
export function hasField(job: ListedJob, field: JobField): boolean {
  if (field === "labels") return Object.keys(job.labels).length > 0;
  if (field === "state") return !job.state.endsWith("_UNSPECIFIED");
  return job[field] !== undefined;
}

function onlyTexts(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
