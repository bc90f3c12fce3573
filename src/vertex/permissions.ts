import type { JobKind } from "./kinds/jobKind";
import { kindsNamed } from "./kinds/kindNames";
import { type JobKindName, KINDS } from "./kinds/kinds";

/** The IAM permissions that each feature needs for jobs of one kind, and no more. */
export interface KindPermissions {
  /** A `JobCancellation` or a `PipelineJobCancellation`. Several at once look by listing; without `list` they look one by one. */
  readonly cancellation: readonly string[];
  /** A `JobSweep`, and the command's `stop`. */
  readonly sweep: readonly string[];
  /** `getJobs`, and the command's `list`. `get` serves conditions on fields that a listing leaves out. */
  readonly listing: readonly string[];
  /**
   * Finding jobs that run on after the job that started them; without `get` a warning says that this is not known. With
   * `list`, one request finds that none runs, and no job is read with all its tasks. Empty for kinds that start none.
   */
  readonly childJobs: readonly string[];
  /** That input, which stops them too. */
  readonly cancelChildJobs: readonly string[];
  /** That input. Empty for kinds that can't be deleted. */
  readonly deleteStopped: readonly string[];
  /** That input of a sweep. Empty for kinds that no schedule launches. */
  readonly pauseSchedules: readonly string[];
}

const permissions = ({ permissionPrefix }: JobKind, ...verbs: readonly string[]): readonly string[] =>
  verbs.map((verb) => `${permissionPrefix}.${verb}`);

function permissionsOf(kind: JobKind): KindPermissions {
  const children = kindsNamed(kind.children.map(({ collection }) => collection));
  return {
    cancellation: permissions(kind, "get", "cancel", "list"),
    sweep: permissions(kind, "get", "cancel", "list"),
    listing: permissions(kind, "list", "get"),
    childJobs: children.flatMap((child) => permissions(child, "get", "list")),
    cancelChildJobs: children.flatMap((child) => permissions(child, "get", "cancel", "list")),
    deleteStopped: kind.canBeDeleted ? permissions(kind, "delete") : [],
    pauseSchedules: kind.isLaunchedBySchedules
      ? ["aiplatform.schedules.list", "aiplatform.schedules.get", "aiplatform.schedules.update"]
      : [],
  };
}

/**
 * The IAM permissions that each feature needs, by kind of job: for a custom role. `roles/aiplatform.user` has them all.
 *
 * @see https://cloud.google.com/vertex-ai/docs/general/iam-permissions
 */
export const REQUIRED_PERMISSIONS = Object.fromEntries(
  KINDS.map((kind) => [kind.collection, permissionsOf(kind)]),
) as Readonly<Record<JobKindName, KindPermissions>>;
