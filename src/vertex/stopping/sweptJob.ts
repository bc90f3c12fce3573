import type { StopOutcome } from "./stopOutcome";

/** One job of a sweep, and what became of it. */
export interface SweptJob {
  /** Full resource name, with the project as the sweep spells it. */
  readonly name: string;
  readonly displayName?: string;
  /** The job's state when the sweep found it. */
  readonly previousState: string;
  /** The job's state when last seen; absent when it does not exist any more. */
  readonly state?: string;
  /** `true` when the service has accepted a cancellation of a job that has not stopped yet. */
  readonly cancelRequested?: true;
  /** Absent while the job has not stopped. */
  readonly outcome?: StopOutcome;
  /** Whether the job was deleted after it had stopped; absent: it was not. */
  readonly deleted?: true;
}
