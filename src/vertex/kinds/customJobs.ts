import { JOB_ID_PATTERN, type JobKind } from "./jobKind";

/**
 * Custom jobs, which pipeline tasks start, with the states of `google.cloud.aiplatform.v1.JobState`.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/JobState
 */
export const CUSTOM_JOBS: JobKind = {
  collection: "customJobs",
  idPattern: JOB_ID_PATTERN,
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
  readMask: ["name", "state", "displayName", "createTime", "startTime", "endTime", "updateTime", "labels", "error"],
  isListedByUpdateTime: false,
  cancelledState: "JOB_STATE_CANCELLED",
  cancellingState: "JOB_STATE_CANCELLING",
};
