/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/pipeline_state.proto */
export const PIPELINE_STATES = withPrefix("PIPELINE_STATE_", [
  "UNSPECIFIED",
  "QUEUED",
  "PENDING",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "CANCELLING",
  "CANCELLED",
  "PAUSED",
]);

/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/job_state.proto */
export const JOB_STATES = withPrefix("JOB_STATE_", [
  "UNSPECIFIED",
  "QUEUED",
  "PENDING",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "CANCELLING",
  "CANCELLED",
  "PAUSED",
  "EXPIRED",
  "UPDATING",
  "PARTIALLY_SUCCEEDED",
]);

/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/schedule.proto */
export const SCHEDULE_STATES: readonly string[] = ["STATE_UNSPECIFIED", "ACTIVE", "PAUSED", "COMPLETED"];

/** The states of a task of a pipeline job. */
export const TASK_STATES: readonly string[] = [
  "STATE_UNSPECIFIED",
  "PENDING",
  "RUNNING",
  "SUCCEEDED",
  "CANCEL_PENDING",
  "CANCELLING",
  "CANCELLED",
  "FAILED",
  "SKIPPED",
  "NOT_TRIGGERED",
];

/** The states of a trial of a hyperparameter tuning job. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/study.proto */
export const TRIAL_STATES: readonly string[] = [
  "STATE_UNSPECIFIED",
  "REQUESTED",
  "ACTIVE",
  "STOPPING",
  "SUCCEEDED",
  "INFEASIBLE",
];

/** What a pipeline job does when a task has failed. */
export const FAILURE_POLICIES = withPrefix("PIPELINE_FAILURE_POLICY_", ["UNSPECIFIED", "FAIL_SLOW", "FAIL_FAST"]);

/** The position of a name is its number on the wire. */
function withPrefix(prefix: string, words: readonly string[]): readonly string[] {
  return words.map((word) => `${prefix}${word}`);
}
