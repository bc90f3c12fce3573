import { type Message, STATUS, type VersionedMessage } from "./message";
import { FAILURE_POLICIES, PIPELINE_STATES, TASK_STATES } from "./stateEnums";

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
