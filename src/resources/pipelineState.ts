/**
 * State of a pipeline job, in the API's words. An open enum: a newer service may answer others.
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
