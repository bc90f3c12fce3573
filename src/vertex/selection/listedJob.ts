import { type Job, readJob } from "../jobs/job";
import { isRecord } from "../json";
import type { JobKind } from "../kinds/jobKind";

/** A pipeline job as a listing shows it: what selectors ask for, and what people want to see. */
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

/** A field of a job that conditions read. */
export type JobField = (typeof JOB_FIELDS)[number];

/** All fields that conditions read. */
export const JOB_FIELDS = [
  "name",
  "state",
  "labels",
  "displayName",
  "pipelineName",
  "templateUri",
  "scheduleName",
  "serviceAccount",
  "createTime",
] as const;

/**
 * Reads one job of a listing.
 *
 * @param unspecifiedState - what JSON leaves out because it is the enum's zero.
 * @returns the job, or `undefined` when it has no name.
 */
export function readListedJob({ unspecifiedState }: JobKind, body: unknown): ListedJob | undefined {
  if (!isRecord(body)) return undefined;
  const job = readJob({ state: unspecifiedState, ...body });
  if (!job) return undefined;
  const { pipelineSpec, templateUri, scheduleName, serviceAccount } = body;
  const pipelineInfo = isRecord(pipelineSpec) ? pipelineSpec.pipelineInfo : undefined;
  const texts = {
    pipelineName: isRecord(pipelineInfo) ? pipelineInfo.name : undefined,
    templateUri,
    scheduleName,
    serviceAccount,
  };
  return { ...job, labels: onlyTexts(isRecord(body.labels) ? body.labels : {}), ...onlyTexts(texts) };
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
