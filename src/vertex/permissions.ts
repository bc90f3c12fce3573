/**
 * The IAM permissions that each feature needs, and no more: for a custom role. `roles/aiplatform.user` has them all.
 *
 * - `cancellation`: a `PipelineJobCancellation`. Several that wait at once look by listing; without `list` they look singly.
 * - `sweep`: a `PipelineJobSweep`, and the command's `stop`.
 * - `listing`: `getPipelineJobs`, and the command's `list`.
 * - `pauseSchedules`: that input of a sweep.
 * - `childJobs`: finding custom jobs that run on after their pipeline; without it a warning says that this is not known.
 * - `cancelChildJobs`: that input, which stops them too.
 *
 * @see https://cloud.google.com/vertex-ai/docs/general/iam-permissions
 */
export const REQUIRED_PERMISSIONS = {
  cancellation: ["aiplatform.pipelineJobs.get", "aiplatform.pipelineJobs.cancel", "aiplatform.pipelineJobs.list"],
  sweep: ["aiplatform.pipelineJobs.get", "aiplatform.pipelineJobs.cancel", "aiplatform.pipelineJobs.list"],
  listing: ["aiplatform.pipelineJobs.list"],
  pauseSchedules: ["aiplatform.schedules.list", "aiplatform.schedules.update"],
  childJobs: ["aiplatform.customJobs.get"],
  cancelChildJobs: ["aiplatform.customJobs.get", "aiplatform.customJobs.cancel"],
} as const;
