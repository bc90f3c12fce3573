/**
 * The IAM permissions that each feature needs, and no more: for a custom role. `roles/aiplatform.user` has them all.
 *
 * @see https://cloud.google.com/vertex-ai/docs/general/iam-permissions
 */
export const REQUIRED_PERMISSIONS = {
  /** A `PipelineJobCancellation`. Several that wait at once look by listing; without `list` they look singly. */
  cancellation: ["aiplatform.pipelineJobs.get", "aiplatform.pipelineJobs.cancel", "aiplatform.pipelineJobs.list"],
  /** A `JobSweep`, and the command's `stop`. */
  sweep: ["aiplatform.pipelineJobs.get", "aiplatform.pipelineJobs.cancel", "aiplatform.pipelineJobs.list"],
  /** `getJobs`, and the command's `list`. `get` serves conditions on fields that a listing leaves out. */
  listing: ["aiplatform.pipelineJobs.list", "aiplatform.pipelineJobs.get"],
  /** That input of a sweep. */
  pauseSchedules: ["aiplatform.schedules.list", "aiplatform.schedules.get", "aiplatform.schedules.update"],
  /** Finding custom jobs that run on after their pipeline; without it a warning says that this is not known. */
  childJobs: ["aiplatform.customJobs.get"],
  /** That input, which stops them too. */
  cancelChildJobs: ["aiplatform.customJobs.get", "aiplatform.customJobs.cancel"],
} as const;
