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

/** Where a job names one that it has started. */
export interface ChildPlace {
  /** The collection of the child's name. */
  readonly collection: string;
  /** In the JSON of the job, with dots between nested fields; leads through every entry of a list. */
  readonly path: string;
  /** Whether v1 of the API leaves the field out, so that its absence says nothing. */
  readonly isInBetaOnly?: true;
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
  /** Fields that a look asks for: the name, the state, and when and why it changed. A job with its tasks can be megabytes. */
  readonly stateFields: readonly string[];
  /** Fields to ask a listing for. The full view is slow, and has the whole specification. */
  readonly listedFields: readonly string[];
  /** Whether the list method has a `readMask`. */
  readonly hasReadMask: boolean;
  /** The field of the list method's `filter` that is the last segment of a job's name; absent: there is none. */
  readonly idFilter?: string;
  /** Whether a listing can be asked for what has changed since some time. */
  readonly isListedByUpdateTime: boolean;
  /** Whether there are `batchCancel` and `batchDelete`. */
  readonly hasBatchMethods: boolean;
  /** Whether a job that has ended can be deleted. */
  readonly canBeDeleted: boolean;
  /** Whether a job whose cancellation succeeded has an `error`, with `google.rpc.Code` 1 (CANCELLED). */
  readonly cancelledError: "always" | "sometimes" | "never";
  /** Whether schedules launch such jobs. */
  readonly isLaunchedBySchedules: boolean;
  /** The jobs that a job of this kind starts. The service stops them with it, as a rule. */
  readonly children: readonly ChildPlace[];
}

/** The filter of the list method for jobs that have not ended; `undefined` where it can't filter by state. */
export function activeFilter({ activeStates, fields }: JobKind): string | undefined {
  if (fields.state?.filter === undefined) return undefined;
  return activeStates.map((state) => `state="${state}"`).join(" OR ");
}
