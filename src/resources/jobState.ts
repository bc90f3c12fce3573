/**
 * State of a pipeline job or a training pipeline, in the API's words. An open enum: a newer service may answer others.
 *
 * `PIPELINE_STATE_SUCCEEDED`, `PIPELINE_STATE_FAILED` and `PIPELINE_STATE_CANCELLED` are terminal.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/PipelineState
 */
export type PipelineState =
  | "PIPELINE_STATE_QUEUED"
  | "PIPELINE_STATE_PENDING"
  | "PIPELINE_STATE_RUNNING"
  | "PIPELINE_STATE_SUCCEEDED"
  | "PIPELINE_STATE_FAILED"
  | "PIPELINE_STATE_CANCELLING"
  | "PIPELINE_STATE_CANCELLED"
  | "PIPELINE_STATE_PAUSED"
  | (string & {});

/**
 * State of a job that is neither a pipeline job nor a training pipeline, in the API's words. An open enum: a newer service
 * may answer others.
 *
 * `JOB_STATE_SUCCEEDED`, `JOB_STATE_FAILED`, `JOB_STATE_CANCELLED`, `JOB_STATE_EXPIRED`, and
 * `JOB_STATE_PARTIALLY_SUCCEEDED` are terminal.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/JobState
 */
export type JobState =
  | "JOB_STATE_QUEUED"
  | "JOB_STATE_PENDING"
  | "JOB_STATE_RUNNING"
  | "JOB_STATE_SUCCEEDED"
  | "JOB_STATE_FAILED"
  | "JOB_STATE_CANCELLING"
  | "JOB_STATE_CANCELLED"
  | "JOB_STATE_PAUSED"
  | "JOB_STATE_EXPIRED"
  | "JOB_STATE_UPDATING"
  | "JOB_STATE_PARTIALLY_SUCCEEDED"
  | (string & {});
