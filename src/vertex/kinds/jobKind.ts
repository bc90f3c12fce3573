/**
 * One kind of Vertex AI job that can be stopped: a row of data, so that a new kind needs no new code.
 *
 * The states are open enums: a state that is in neither list below is active, never terminal.
 */
export interface JobKind {
  /** The collection in the resource name, `projects/…/locations/…/{collection}/…`; also part of the IAM permission. */
  readonly collection: string;
  /** The last segment of a job's name. */
  readonly idPattern: RegExp;
  /** What JSON leaves out of an answer, because it is the enum's zero. */
  readonly unspecifiedState: string;
  /** States in which the job has ended and will never run again. `PAUSED` is not one: it can be resumed. */
  readonly terminalStates: ReadonlySet<string>;
  /** States of which a listing can be asked for: all that are known and not terminal. */
  readonly activeStates: readonly string[];
  /** Fields that selectors read, for the list method's `readMask`. The full view is slow, and has the whole specification. */
  readonly readMask: readonly string[];
  /** Whether a listing can be asked for what has changed since some time. */
  readonly isListedByUpdateTime: boolean;
  /** The terminal state of a job whose cancellation succeeded. */
  readonly cancelledState: string;
  /** The state of a job whose cancellation was accepted and has not taken effect yet. */
  readonly cancellingState: string;
}

/**
 * A job id: at most 128 of `[a-z0-9-]`. Ids that the service generates itself start with a digit.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/create
 */
export const JOB_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,127}$/;
