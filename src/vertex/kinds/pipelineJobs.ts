import { JOB_ID_PATTERN, type JobKind } from "./jobKind";

/**
 * Pipeline jobs, with the states of `google.cloud.aiplatform.v1.PipelineState`.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/PipelineState
 */
export const PIPELINE_JOBS: JobKind = {
  collection: "pipelineJobs",
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
  readMask: [
    ...["name", "state", "displayName", "createTime", "startTime", "endTime", "updateTime", "labels"],
    ...["pipelineSpec.pipelineInfo", "templateUri", "scheduleName", "serviceAccount", "error"],
  ],
  isListedByUpdateTime: true,
  cancelledState: "PIPELINE_STATE_CANCELLED",
  cancellingState: "PIPELINE_STATE_CANCELLING",
};
