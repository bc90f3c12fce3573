/** A field of a job by which selectors select. */
export type JobField =
  | "name"
  | "state"
  | "labels"
  | "displayName"
  | "pipelineName"
  | "templateUri"
  | "scheduleName"
  | "serviceAccount"
  | "createTime";

/** Where a kind has a field. */
export interface FieldPlace {
  /** In the JSON of a job, with dots between nested fields. */
  readonly path: string;
  /** In the `filter` of the list method; absent if the method can't filter by it. */
  readonly filter?: string;
}

/**
 * One kind of Vertex AI job that can be stopped: a row of data, so that a new kind needs no new code.
 *
 * The states are open enums: a state that is in neither list below is active, never terminal.
 */
export interface JobKind {
  /** The collection in the resource name, `projects/…/locations/…/{collection}/…`. */
  readonly collection: string;
  /** What the IAM permissions for this kind begin with, such as `aiplatform.pipelineJobs`. */
  readonly permissionPrefix: string;
  /** The last segment of a job's name. */
  readonly idPattern: RegExp;
  /** What JSON leaves out of an answer, because it is the enum's zero. */
  readonly unspecifiedState: string;
  /** States in which the job has ended and will never run again. `PAUSED` is not one: it can be resumed. */
  readonly terminalStates: ReadonlySet<string>;
  /** States of which a listing can be asked for: all that are known and not terminal. */
  readonly activeStates: readonly string[];
  /** The terminal state of a job whose cancellation succeeded. */
  readonly cancelledState: string;
  /** The state of a job whose cancellation was accepted and has not taken effect yet. */
  readonly cancellingState: string;
  /** The fields that jobs of this kind have. A condition on another field is refused. */
  readonly fields: Readonly<Partial<Record<JobField, FieldPlace>>>;
  /** Fields to ask a listing for, for its `readMask`. The full view is slow, and has the whole specification. */
  readonly readMask: readonly string[];
  /** The field of the list method's `filter` that is the last segment of a job's name; absent: there is none. */
  readonly idFilter?: string;
  /** Whether a listing can be asked for what has changed since some time. */
  readonly isListedByUpdateTime: boolean;
  /** Whether there is `batchCancel`. */
  readonly hasBatchCancel: boolean;
}

/** The filter of the list method for jobs that have not ended. */
export function activeFilter({ activeStates }: JobKind): string {
  return activeStates.map((state) => `state="${state}"`).join(" OR ");
}
