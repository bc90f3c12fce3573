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
export const PIPELINE_JOB_V1: Message = {
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

/** {@link PIPELINE_JOB_V1} with what only v1beta1 has. */
export const PIPELINE_JOB_V1BETA1: Message = {
  ...PIPELINE_JOB_V1,
  runtimeConfig: { message: { ...RUNTIME_CONFIG, defaultRuntime: "any" } },
  satisfiesPzs: "bool",
  satisfiesPzi: "bool",
  originalPipelineJobId: "int64",
  pipelineTaskRerunConfigs: "any",
};

/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/custom_job.proto */
export const CUSTOM_JOB_MESSAGE: Message = {
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

/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/schedule.proto */
export const SCHEDULE_MESSAGE: Message = {
  name: "string",
  displayName: "string",
  cron: "string",
  createPipelineJobRequest: {
    message: { parent: "string", pipelineJob: { message: PIPELINE_JOB_V1BETA1 }, pipelineJobId: "string" },
  },
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
  maxConcurrentActiveRunCount: "int64",
  allowQueueing: "bool",
  catchUp: "bool",
  lastScheduledRunResponse: { message: { scheduledRunTime: "timestamp", runResponse: "string" } },
};

/** A long-running operation. Its response, if it is one, holds pipeline jobs. @see https://google.aip.dev/151 */
export const OPERATION_MESSAGE: Message = {
  name: "string",
  metadata: "any",
  done: "bool",
  error: { message: STATUS },
  response: { message: { pipelineJobs: { list: { message: PIPELINE_JOB_V1BETA1 } } } },
};

/** The answer of a list method. */
export function listMessage(collection: string, item: Message): Message {
  return { [collection]: { list: { message: item } }, nextPageToken: "string" };
}
