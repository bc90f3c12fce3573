import { Failure } from "../../messages/failure";
import { type Message, message } from "../../messages/message";
import type { JobKind } from "./jobKind";

/**
 * A job id: at most 128 of `[a-z0-9-]`. Ids that the service generates itself start with a digit.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/create
 */
const JOB_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,127}$/;

/** Fields that all kinds have. */
const COMMON_FIELDS = {
  name: { path: "name" },
  state: { path: "state", filter: "state" },
  labels: { path: "labels", filter: "labels" },
  displayName: { path: "displayName", filter: "display_name" },
  createTime: { path: "createTime", filter: "create_time" },
} as const;

/** What a listing shows of a job of any kind. */
const COMMON_MASK = [
  "name",
  "state",
  "displayName",
  "createTime",
  "startTime",
  "endTime",
  "updateTime",
  "labels",
  "error",
] as const;

/**
 * The states of jobs that are not pipeline jobs.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/JobState
 */
const JOB_STATES = {
  unspecifiedState: "JOB_STATE_UNSPECIFIED",
  terminalStates: new Set([
    "JOB_STATE_SUCCEEDED",
    "JOB_STATE_FAILED",
    "JOB_STATE_CANCELLED",
    "JOB_STATE_EXPIRED",
    "JOB_STATE_PARTIALLY_SUCCEEDED",
  ]),
  activeStates: [
    "JOB_STATE_QUEUED",
    "JOB_STATE_PENDING",
    "JOB_STATE_RUNNING",
    "JOB_STATE_CANCELLING",
    "JOB_STATE_PAUSED",
    "JOB_STATE_UPDATING",
  ],
  cancelledState: "JOB_STATE_CANCELLED",
  cancellingState: "JOB_STATE_CANCELLING",
} as const;

/**
 * Pipeline jobs.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs
 */
export const PIPELINE_JOBS: JobKind = {
  collection: "pipelineJobs",
  permissionPrefix: "aiplatform.pipelineJobs",
  idPattern: JOB_ID_PATTERN,
  unspecifiedState: "PIPELINE_STATE_UNSPECIFIED",
  terminalStates: new Set(["PIPELINE_STATE_SUCCEEDED", "PIPELINE_STATE_FAILED", "PIPELINE_STATE_CANCELLED"]),
  activeStates: [
    "PIPELINE_STATE_QUEUED",
    "PIPELINE_STATE_PENDING",
    "PIPELINE_STATE_RUNNING",
    "PIPELINE_STATE_CANCELLING",
    "PIPELINE_STATE_PAUSED",
  ],
  cancelledState: "PIPELINE_STATE_CANCELLED",
  cancellingState: "PIPELINE_STATE_CANCELLING",
  fields: {
    ...COMMON_FIELDS,
    pipelineName: { path: "pipelineSpec.pipelineInfo.name", filter: "pipeline_name" },
    templateUri: { path: "templateUri", filter: "template_uri" },
    scheduleName: { path: "scheduleName", filter: "schedule_name" },
    serviceAccount: { path: "serviceAccount" },
  },
  readMask: [...COMMON_MASK, "pipelineSpec.pipelineInfo", "templateUri", "scheduleName", "serviceAccount"],
  idFilter: "pipeline_job_user_id",
  isListedByUpdateTime: true,
  hasBatchCancel: true,
};

/**
 * Custom jobs, which tasks of pipelines start.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs
 */
export const CUSTOM_JOBS: JobKind = {
  collection: "customJobs",
  permissionPrefix: "aiplatform.customJobs",
  idPattern: JOB_ID_PATTERN,
  ...JOB_STATES,
  fields: { ...COMMON_FIELDS, serviceAccount: { path: "jobSpec.serviceAccount" } },
  readMask: [...COMMON_MASK, "jobSpec.serviceAccount"],
  isListedByUpdateTime: false,
  hasBatchCancel: false,
};

/** The kinds of jobs that a selector can be about. */
export const SELECTABLE_KINDS: readonly JobKind[] = [PIPELINE_JOBS];

/** Their names: the collections in their jobs' names. */
export const KIND_NAMES: readonly string[] = SELECTABLE_KINDS.map(({ collection }) => collection);

/** The kind of a job, by the collection in its full name; `undefined` for a kind that no selector can select. */
export function kindOfName(name: string): JobKind | undefined {
  const [, , , , collection] = name.split("/");
  return SELECTABLE_KINDS.find((kind) => kind.collection === collection);
}

/**
 * The kind that a valid list of kinds names. There is only one so far.
 *
 * @throws Failure for a list that {@link faultOfKinds} refuses.
 */
export function kindNamed([name = ""]: readonly string[]): JobKind {
  const kind = SELECTABLE_KINDS.find(({ collection }) => collection === name);
  if (!kind) throw new Failure(message("unknownKind", { kind: name }));
  return kind;
}

/** The kinds that a list names. What is not the name of a kind is left out: {@link faultOfKinds} refuses it. */
export function kindsNamed(names: unknown): readonly JobKind[] {
  const given: readonly unknown[] = Array.isArray(names) ? names : [];
  return SELECTABLE_KINDS.filter(({ collection }) => given.includes(collection));
}

/** What is wrong with a list of kinds; `undefined` if nothing is. */
export function faultOfKinds(value: unknown): Message | undefined {
  const known: readonly unknown[] = KIND_NAMES;
  const isValid = Array.isArray(value) && value.length > 0 && value.every((kind) => known.includes(kind));
  return isValid ? undefined : message("mustBeListOf", { entries: KIND_NAMES.map((kind) => `"${kind}"`) });
}
