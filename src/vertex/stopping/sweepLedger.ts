import { message } from "../../messages/message";
import { formatJobs, formatNames } from "../../messages/wording";
import { formatDuration } from "../duration";
import { TimeoutError, TooManyJobsError } from "../errors";
import type { Deadline } from "../http/deadline";
import { isTerminal, type Job } from "../jobs/job";
import { type FoundJob, nameOf } from "./foundJob";
import type { Stopped } from "./stopOutcome";
import type { SweptJob } from "./sweptJob";

/** How far a sweep is. */
export interface SweepProgress {
  readonly stopped: number;
  readonly total: number;
}

/** What is known of each job of a sweep. */
export class SweepLedger {
  private readonly entries = new Map<string, SweptJob>();
  /** Names of the jobs that this sweep has listed. */
  private readonly listed = new Set<string>();
  /** How jobs had stopped that this sweep has listed as active. */
  private readonly stoppedBefore = new Map<string, SweptJob>();
  private stopped = 0;

  /** @param before - what an earlier sweep knew. */
  constructor(private readonly before: readonly SweptJob[]) {
    for (const job of before) this.entries.set(job.name, job);
    this.stopped = before.filter(({ outcome }) => outcome).length;
  }

  get jobs(): readonly SweptJob[] {
    return [...this.entries.values()];
  }

  /** Jobs of an earlier sweep that this one has not listed. */
  get unlisted(): readonly SweptJob[] {
    return this.jobs.filter(({ name }) => !this.listed.has(name));
  }

  /** Jobs that have not stopped. */
  get unfinished(): readonly SweptJob[] {
    return this.jobs.filter(({ outcome }) => !outcome);
  }

  get progress(): SweepProgress {
    return { stopped: this.stopped, total: this.entries.size };
  }

  /**
   * Refuses to stop jobs when this sweep would stop too many.
   *
   * @throws TooManyJobsError
   */
  refuseMoreThan(maxJobs: number, found: readonly FoundJob[]): void {
    const stoppedBefore = new Set(this.before.filter(({ outcome }) => outcome).map(({ name }) => name));
    const isAsked = ({ name, outcome }: SweptJob) => outcome !== "ALREADY_TERMINAL" && !stoppedBefore.has(name);
    const asked = this.jobs.filter(isAsked).map(({ name }) => name);
    const names = new Set([...asked, ...found.map(nameOf)]);
    if (names.size <= maxJobs) return;
    const tooMany = { count: names.size, maxJobs, names: formatNames([...names]) };
    throw new TooManyJobsError(
      asked.length === 0
        ? message("tooManyJobs", tooMany)
        : message("tooManyJobsLater", { ...tooMany, asked: asked.length }),
    );
  }

  /** The error of a sweep whose time is up. */
  timeoutError({ timeoutMs }: Deadline): TimeoutError {
    const active = this.unfinished.map(({ name }) => name);
    const { stopped, total } = this.progress;
    return new TimeoutError(
      message("timedOutMany", {
        timeout: formatDuration(timeoutMs),
        jobs: formatJobs(total),
        stopped,
        active: active.length,
        names: formatNames(active),
      }),
    );
  }

  /** Adds a job as it was found. One that runs again after it had stopped starts anew. */
  add(found: FoundJob): void {
    const { job } = found;
    const name = nameOf(found);
    const known = this.entries.get(name);
    const isEnded = isTerminal(found.kind, job);
    this.listed.add(name);
    if (isEnded && known) return;
    if (known?.outcome) {
      this.stopped -= 1;
      this.stoppedBefore.set(name, known);
    }
    if (isEnded) this.stopped += 1;
    this.entries.set(name, {
      name,
      ...(job.displayName && { displayName: job.displayName }),
      previousState: known && !known.outcome ? known.previousState : job.state,
      state: job.state,
      ...(known?.cancelRequested && !known.outcome && { cancelRequested: true }),
      ...(isEnded && { outcome: "ALREADY_TERMINAL" }),
    });
  }

  /** Records that the service has accepted a cancellation. */
  cancelRequested(name: string): void {
    const known = this.entries.get(name);
    if (known && !known.outcome) this.entries.set(name, { ...known, cancelRequested: true });
  }

  /** Removes a job that the selection does not match any more. */
  remove(name: string): void {
    this.entries.delete(name);
  }

  /** Records the state that a look has shown. */
  update(name: string, { state }: Job): void {
    const known = this.entries.get(name);
    if (known && known.state !== state) this.entries.set(name, { ...known, state });
  }

  /** Whether the service has accepted a cancellation of a job that has not stopped yet. */
  isRequested(name: string): boolean {
    return this.entries.get(name)?.cancelRequested === true;
  }

  /** Whether a job was asked to stop, by anybody. */
  wasAsked(found: FoundJob): boolean {
    const { cancelRequested, outcome, state } = this.entries.get(nameOf(found)) ?? {};
    const isCancelling = outcome === "CANCELLED" || outcome === "COMPLETED" || state === found.kind.cancellingState;
    return cancelRequested === true || isCancelling;
  }

  /** Records that a job that has stopped was deleted. */
  deleted(name: string): void {
    const known = this.entries.get(name);
    if (known) this.entries.set(name, { ...known, deleted: true });
  }

  /** Records how a job came to be stopped. */
  complete(name: string, { outcome, job }: Stopped): void {
    const known = this.entries.get(name);
    if (!known) return;
    this.stopped += 1;
    const before = this.stoppedBefore.get(name);
    if (before && outcome === "ALREADY_TERMINAL" && before.state === job?.state) {
      // The listing was old: the job has not run again.
      this.entries.set(name, before);
      return;
    }
    const { state: _state, cancelRequested: _cancelRequested, ...rest } = known;
    this.entries.set(name, { ...rest, ...(job && { state: job.state }), outcome });
  }
}
