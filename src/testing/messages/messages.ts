import { type ApiVersion, type FieldType, type Message, STATUS, type VersionedMessage } from "./message";
import { PIPELINE_JOB_MESSAGE } from "./pipelineJobMessage";
import { SCHEDULE_STATES } from "./stateEnums";

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
    createPipelineJobRequest: createRequest(PIPELINE_JOB_MESSAGE.v1),
    maxConcurrentActiveRunCount: "int64",
  },
  v1beta1: {
    ...SCHEDULE,
    createPipelineJobRequest: createRequest(PIPELINE_JOB_MESSAGE.v1beta1),
    createModelMonitoringJobRequest: "any",
  },
};

/** What `cancel`, `pause` and `resume` answer. */
export const EMPTY_MESSAGE: VersionedMessage = { v1: {}, v1beta1: {} };

/** The answer of a list method. */
export function listMessage(collection: string, item: VersionedMessage): VersionedMessage {
  const list = (message: Message): Message => ({ [collection]: { list: { message } }, nextPageToken: "string" });
  return { v1: list(item.v1), v1beta1: list(item.v1beta1) };
}

/**
 * A long-running operation.
 *
 * @param responses - what the response of a batch can list, by the name of its field.
 * @see https://google.aip.dev/151
 */
export function operationMessage(responses: Readonly<Record<string, VersionedMessage>>): VersionedMessage {
  return { v1: operation(responses, "v1"), v1beta1: operation(responses, "v1beta1") };
}

function operation(responses: Readonly<Record<string, VersionedMessage>>, version: ApiVersion): Message {
  const list = ([field, item]: [string, VersionedMessage]) => [field, { list: { message: item[version] } }] as const;
  return {
    name: "string",
    metadata: "any",
    done: "bool",
    error: { message: STATUS },
    response: { message: { "@type": "string", ...Object.fromEntries(Object.entries(responses).map(list)) } },
  };
}

function createRequest(pipelineJob: Message): FieldType {
  return { message: { parent: "string", pipelineJob: { message: pipelineJob }, pipelineJobId: "string" } };
}
