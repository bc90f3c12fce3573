import type { JobKind } from "./kinds/jobKind";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "./kinds/kinds";

const permissions = ({ permissionPrefix }: JobKind, ...verbs: readonly string[]): readonly string[] =>
  verbs.map((verb) => `${permissionPrefix}.${verb}`);

/**
 * The IAM permissions that each feature needs, and no more: for a custom role. `roles/aiplatform.user` has them all.
 *
 * @see https://cloud.google.com/vertex-ai/docs/general/iam-permissions
 */
export const REQUIRED_PERMISSIONS = {
  /** A `PipelineJobCancellation`. Several that are at work at once look by listing; without `list` they look one by one. */
  cancellation: permissions(PIPELINE_JOBS, "get", "cancel", "list"),
  /** A `JobSweep`, and the command's `stop`. */
  sweep: permissions(PIPELINE_JOBS, "get", "cancel", "list"),
  /** `getJobs`, and the command's `list`. `get` serves conditions on fields that a listing leaves out. */
  listing: permissions(PIPELINE_JOBS, "list", "get"),
  /** That input of a sweep. */
  pauseSchedules: ["aiplatform.schedules.list", "aiplatform.schedules.get", "aiplatform.schedules.update"],
  /**
   * Finding custom jobs that run on after their pipeline; without `get` a warning says that this is not known. With `list`,
   * one request finds that no custom job runs, and no pipeline is read with all its tasks.
   */
  childJobs: permissions(CUSTOM_JOBS, "get", "list"),
  /** That input, which stops them too. */
  cancelChildJobs: permissions(CUSTOM_JOBS, "get", "cancel", "list"),
} as const;
