import type { Deadline } from "../http/deadline";
import type { Job } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import type { JobWatcher } from "./jobWatcher";
import type { SharedCancels } from "./sharedCancels";

/** What a stop shares with others. */
export interface SharedWork {
  readonly kind: JobKind;
  readonly cancels: SharedCancels;
  readonly watcher: JobWatcher;
  /** Aborted when nothing more may be sent. */
  readonly signal: AbortSignal;
  /** Reads the state of a job, and retries; `undefined` when it does not exist. */
  look(name: JobName, options: { readonly deadline: Deadline; readonly signal: AbortSignal }): Promise<Job | undefined>;
}

/** How the stop of a job is reported. */
export interface StopEvents {
  /** Called with every look at the job. */
  readonly onObserved?: (job: Job) => void;
  /** Called once the service has accepted the cancellation. */
  readonly onRequested?: () => void;
}

/** How far a job is brought: until it has stopped, or only until it is asked to. */
export type Until = "terminal" | "cancelRequested";

/** How a job is stopped that a listing has shown. */
export interface SelectedOptions extends StopEvents {
  readonly deadline: Deadline;
  readonly requestedBefore: boolean;
  /** The job as it was listed. */
  readonly found: Job;
  /** When it was, on the monotonic clock, in milliseconds. */
  readonly seenMs: number;
  readonly until: Until;
  /** Finds the job if it is still to be stopped. Called before every repeat. */
  readonly findSelected: () => Promise<Job | undefined>;
  /** The job in the last listing of the selection; `undefined` if it was not in that. */
  readonly lastSelected: () => Job | undefined;
  /**
   * Until this resolves, the job is only watched: another job that is being stopped has started it, and stops it. Absent: it
   * is asked at once.
   */
  readonly heldUntil?: Promise<unknown> | undefined;
  /** Whether the parent job was asked to stop, which stops this job too. Default: no. */
  readonly wasParentAsked?: () => boolean;
}

/** Where these are absent, the job is to be stopped whatever a listing shows, and waited for. */
export type JobStopOptions = Omit<SelectedOptions, OfSelected> & Partial<Pick<SelectedOptions, OfSelected>>;

type OfSelected = "until" | "findSelected" | "lastSelected" | "heldUntil" | "wasParentAsked";
