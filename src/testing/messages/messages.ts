import { FAILURE_POLICIES, JOB_STATES, PIPELINE_STATES, SCHEDULE_STATES, TASK_STATES } from "./stateEnums";

/** What a field of a message holds. `any` is a Struct, or a message that the fake passes through unseen. */
export type FieldType =
  | "string"
  | "bool"
  | "int32"
  | "int64"
  | "timestamp"
  | "any"
  | { readonly enum: readonly string[] }
  | { readonly message: Message }
  | { readonly list: FieldType }
  | { readonly map: FieldType };

/** The fields of a message by their JSON names. */
export type Message = { readonly [field: string]: FieldType };

/** A message in each version of the API. */
export type VersionedMessage = { readonly [version in ApiVersion]: Message };

/** The versions that the fake serves. */
export type ApiVersion = "v1" | "v1beta1";

const STATUS: Message = { code: "int32", message: "string", details: "any" };

const TASK_DETAIL: Message = {
  taskId: "int64",
  parentTaskId: "int64",
  taskName: "string",
  taskUniqueName: "string",
  createTime: "timestamp",
  startTime: "timestamp",
  endTime: "timestamp",
  executorDetail: "any",
  state: { enum: TASK_STATES },
  execution: "any",
  error: { message: STATUS },
  pipelineTaskStatus: {
    list: { message: { updateTime: "timestamp", state: { enum: TASK_STATES }, error: { message: STATUS } } },
  },
  inputs: "any",
  outputs: "any",
};

const RUNTIME_CONFIG: Message = {
  parameters: "any",
  gcsOutputDirectory: "string",
  parameterValues: "any",
  failurePolicy: { enum: FAILURE_POLICIES },
  inputArtifacts: "any",
};

/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/pipeline_job.proto */
const PIPELINE_JOB_V1: Message = {
  name: "string",
  displayName: "string",
  createTime: "timestamp",
  startTime: "timestamp",
  endTime: "timestamp",
  updateTime: "timestamp",
  pipelineSpec: "any",
  state: { enum: PIPELINE_STATES },
  jobDetail: {
    message: { pipelineContext: "any", pipelineRunContext: "any", taskDetails: { list: { message: TASK_DETAIL } } },
  },
  error: { message: STATUS },
  labels: { map: "string" },
  runtimeConfig: { message: RUNTIME_CONFIG },
  encryptionSpec: { message: { kmsKeyName: "string" } },
  serviceAccount: "string",
  network: "string",
  reservedIpRanges: { list: "string" },
  pscInterfaceConfig: "any",
  templateUri: "string",
  templateMetadata: { message: { version: "string" } },
  scheduleName: "string",
  preflightValidations: "bool",
};

const PIPELINE_JOB_V1BETA1: Message = {
  ...PIPELINE_JOB_V1,
  runtimeConfig: { message: { ...RUNTIME_CONFIG, defaultRuntime: "any" } },
  satisfiesPzs: "bool",
  satisfiesPzi: "bool",
  originalPipelineJobId: "int64",
  pipelineTaskRerunConfigs: "any",
};

/** A pipeline job. */
export const PIPELINE_JOB_MESSAGE: VersionedMessage = { v1: PIPELINE_JOB_V1, v1beta1: PIPELINE_JOB_V1BETA1 };

/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/custom_job.proto */
const CUSTOM_JOB: Message = {
  name: "string",
  displayName: "string",
  jobSpec: "any",
  state: { enum: JOB_STATES },
  createTime: "timestamp",
  startTime: "timestamp",
  endTime: "timestamp",
  updateTime: "timestamp",
  error: { message: STATUS },
  labels: { map: "string" },
  encryptionSpec: { message: { kmsKeyName: "string" } },
  webAccessUris: { map: "string" },
  satisfiesPzs: "bool",
  satisfiesPzi: "bool",
};

/** A custom job, the same in both versions. */
export const CUSTOM_JOB_MESSAGE: VersionedMessage = { v1: CUSTOM_JOB, v1beta1: CUSTOM_JOB };

const SCHEDULE: Message = {
  name: "string",
  displayName: "string",
  cron: "string",
  createNotebookExecutionJobRequest: "any",
  startTime: "timestamp",
  endTime: "timestamp",
  maxRunCount: "int64",
  startedRunCount: "int64",
  state: { enum: SCHEDULE_STATES },
  createTime: "timestamp",
  updateTime: "timestamp",
  nextRunTime: "timestamp",
  lastPauseTime: "timestamp",
  lastResumeTime: "timestamp",
  maxConcurrentRunCount: "int64",
  allowQueueing: "bool",
  catchUp: "bool",
  lastScheduledRunResponse: { message: { scheduledRunTime: "timestamp", runResponse: "string" } },
};

/** A schedule. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/schedule.proto */
export const SCHEDULE_MESSAGE: VersionedMessage = {
  v1: {
    ...SCHEDULE,
    createPipelineJobRequest: createRequest(PIPELINE_JOB_V1),
    maxConcurrentActiveRunCount: "int64",
  },
  v1beta1: {
    ...SCHEDULE,
    createPipelineJobRequest: createRequest(PIPELINE_JOB_V1BETA1),
    createModelMonitoringJobRequest: "any",
  },
};

/** A long-running operation. Its response, if it is one, holds pipeline jobs. @see https://google.aip.dev/151 */
export const OPERATION_MESSAGE: VersionedMessage = {
  v1: operation(PIPELINE_JOB_V1),
  v1beta1: operation(PIPELINE_JOB_V1BETA1),
};

/** What `cancel`, `pause` and `resume` answer. */
export const EMPTY_MESSAGE: VersionedMessage = { v1: {}, v1beta1: {} };

/** The answer of a list method. */
export function listMessage(collection: string, item: VersionedMessage): VersionedMessage {
  const list = (message: Message): Message => ({ [collection]: { list: { message } }, nextPageToken: "string" });
  return { v1: list(item.v1), v1beta1: list(item.v1beta1) };
}

function createRequest(pipelineJob: Message): FieldType {
  return { message: { parent: "string", pipelineJob: { message: pipelineJob }, pipelineJobId: "string" } };
}

function operation(pipelineJob: Message): Message {
  return {
    name: "string",
    metadata: "any",
    done: "bool",
    error: { message: STATUS },
    response: { message: { "@type": "string", pipelineJobs: { list: { message: pipelineJob } } } },
  };
}
