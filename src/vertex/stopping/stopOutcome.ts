import type { Job } from "../jobs/job";
import type { JobKind } from "../kinds/jobKind";

/**
 * How a job came to be stopped.
 *
 * - `CANCELLED`: it was cancelled.
 * - `COMPLETED`: it ended by itself although cancellation was asked for.
 * - `ALREADY_TERMINAL`: it had ended before; nothing was asked.
 * - `NOT_FOUND`: it does not exist.
 */
export type StopOutcome = "CANCELLED" | "COMPLETED" | "ALREADY_TERMINAL" | "NOT_FOUND";

/** A job that does not run. */
export interface Stopped {
  readonly outcome: StopOutcome;
  /** The job in its terminal state; absent with `NOT_FOUND`. */
  readonly job?: Job;
}

/** A job that runs, as it was seen last: nobody waits until it has stopped, or it is not to be stopped after all. */
export interface LeftActive {
  readonly outcome?: undefined;
  readonly job: Job;
}

/** A job that does not exist. */
export const NOT_FOUND: Stopped = { outcome: "NOT_FOUND" };

/**
 * What became of a job that has ended.
 *
 * @param wasAsked - whether it was asked to stop, by anybody.
 */
export function stoppedAs(kind: JobKind, job: Job, wasAsked: boolean): Stopped {
  if (job.state === kind.cancelledState) return { outcome: "CANCELLED", job };
  return { outcome: wasAsked ? "COMPLETED" : "ALREADY_TERMINAL", job };
}
