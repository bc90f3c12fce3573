/**
 * One kind of Vertex AI job that can be stopped: a row of data, so that a new kind needs no new code.
 *
 * The states are open enums: a state that is in neither list below is active, never terminal.
 */
export interface JobKind {
  /** The collection in the resource name, `projects/…/locations/…/{collection}/…`; also part of the IAM permission. */
  readonly collection: string;
  /** States in which the job has ended and will never run again. `PAUSED` is not one: it can be resumed. */
  readonly terminalStates: ReadonlySet<string>;
  /** States of which a listing can be asked for: all that are known and not terminal. */
  readonly activeStates: readonly string[];
  /** Whether a listing can be asked for what has changed since some time. */
  readonly isListedByUpdateTime: boolean;
  /** The terminal state of a job whose cancellation succeeded. */
  readonly cancelledState: string;
  /** The state of a job whose cancellation was accepted and has not taken effect yet. */
  readonly cancellingState: string;
}

/**
 * Pipeline jobs, with the states of `google.cloud.aiplatform.v1.PipelineState`.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/PipelineState
 */
export const PIPELINE_JOBS: JobKind = {
  collection: "pipelineJobs",
  terminalStates: new Set(["PIPELINE_STATE_SUCCEEDED", "PIPELINE_STATE_FAILED", "PIPELINE_STATE_CANCELLED"]),
  activeStates: [
    "PIPELINE_STATE_QUEUED",
    "PIPELINE_STATE_PENDING",
    "PIPELINE_STATE_RUNNING",
    "PIPELINE_STATE_CANCELLING",
    "PIPELINE_STATE_PAUSED",
  ],
  isListedByUpdateTime: true,
  cancelledState: "PIPELINE_STATE_CANCELLED",
  cancellingState: "PIPELINE_STATE_CANCELLING",
};

/**
 * Custom jobs, which pipeline tasks start, with the states of `google.cloud.aiplatform.v1.JobState`.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/JobState
 */
export const CUSTOM_JOBS: JobKind = {
  collection: "customJobs",
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
  isListedByUpdateTime: false,
  cancelledState: "JOB_STATE_CANCELLED",
  cancellingState: "JOB_STATE_CANCELLING",
};
