import { isBusy, isMissing, isRefusal, isTransient } from "../errors";
import type { Deadline } from "../http/deadline";
import { FIRST_CONTACT_PATIENCE_MS, withRetries } from "../http/retry";
import { isTerminal, type Job } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import type { VertexAi } from "../vertexAi";
import type { Asked } from "./cancelQueue";
import { needsCancel } from "./foundJob";
import type { AcceptedBy } from "./sharedCancels";
import { waitForJob } from "./waitForJob";

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

/** A job that is asked to stop, and has not stopped yet. */
export interface Stopping {
  /** The job as last seen. */
  readonly job: Job;
  /** What accepted the cancellation; absent if the job was being cancelled already. */
  readonly acceptedBy?: AcceptedBy;
}

interface Cancelled extends Partial<Stopping> {
  readonly wasAsked: boolean;
}

/** How a job is looked at. */
export interface ObserveOptions {
  readonly deadline: Deadline;
  /** Whether a job that does not exist counts as stopped; otherwise the API's 404 is thrown. */
  readonly missingIsStopped: boolean;
  /** Whether a listing may tell that the job has ended; default: only a look at it may. */
  readonly takesEnded?: boolean;
  /** Called with every look at the job. */
  readonly onObserved?: (job: Job) => void;
  /** Aborted when no caller waits for it any longer; so are requests, and nothing more is sent. */
  readonly signal?: AbortSignal;
}

/** How a job is stopped. */
export interface StopOptions extends ObserveOptions {
  /** Whether cancellation was asked for by an earlier call, whose wait is resumed now. */
  readonly requestedBefore: boolean;
  /** Called once the service has accepted the cancellation. */
  readonly onRequested?: () => void;
}

/** Stops jobs of one kind: observes, asks for cancellation where that is needed, and waits until they have ended. */
export class JobStopper {
  constructor(
    private readonly vertexAi: VertexAi,
    private readonly kind: JobKind,
  ) {}

  /**
   * Stops a job and waits until it has stopped.
   *
   * @throws TimeoutError, HttpError, ConnectionError, AuthError, AbortedError
   */
  async stop(name: JobName, options: StopOptions): Promise<Stopped> {
    const asked = await this.request(name, options);
    return "outcome" in asked ? asked : this.waitUntilStopped(name, asked, options);
  }

  /**
   * Reads a job that was perhaps never reached before.
   *
   * @returns the job, or `undefined` when it does not exist and that counts as stopped.
   */
  async observe(name: JobName, options: ObserveOptions): Promise<Job | undefined> {
    try {
      return await this.look(name, options, FIRST_CONTACT_PATIENCE_MS);
    } catch (error) {
      if (isMissing(error) && options.missingIsStopped) return undefined;
      throw error;
    }
  }

  /** Sees to it that cancellation was asked for. It is not asked of a job that has ended or is being cancelled. */
  async request(name: JobName, options: StopOptions): Promise<Stopped | Stopping> {
    const first = await this.observe(name, options);
    if (!first) return { outcome: "NOT_FOUND" };
    if (isTerminal(this.kind, first)) {
      return options.requestedBefore ? this.settle(first) : { outcome: "ALREADY_TERMINAL", job: first };
    }
    const { job, wasAsked, acceptedBy } = await this.cancel(name, first, options);
    if (!job) return { outcome: "NOT_FOUND" };
    if (!isTerminal(this.kind, job)) return { job, ...(acceptedBy && { acceptedBy }) };
    return wasAsked ? this.settle(job) : { outcome: "ALREADY_TERMINAL", job };
  }

  /** Waits until a job that is asked to stop has stopped. */
  async waitUntilStopped(name: JobName, { job, acceptedBy }: Stopping, options: StopOptions): Promise<Stopped> {
    const { deadline, onObserved = () => {}, onRequested = () => {} } = options;
    const { watcher } = this.vertexAi.sharedWorkOn(this.kind, name);
    const ended =
      acceptedBy === "batchCancel"
        ? await waitForJob(
            { kind: this.kind, name, job },
            {
              until: "terminal",
              watcher,
              deadline,
              seenMs: performance.now(),
              asked: { as: "requested" },
              askSingly: (signal) =>
                this.cancelAgain(name, { ...options, signal: this.signalOf({ ...options, signal }) }),
              onObserved,
              onRequested,
            },
          )
        : await watcher.watch(name, job, options).result;
    return ended ? this.settle(ended) : { outcome: "NOT_FOUND" };
  }

  /** Cancels a job once more, which shows no effect of a batch. */
  private async cancelAgain(name: JobName, options: StopOptions): Promise<Asked> {
    const seen = await this.lookIfThere(name, options);
    if (!seen) return { as: "missing" };
    try {
      const { job, acceptedBy } = await this.cancel(name, seen, options);
      if (!job) return { as: "missing" };
      return { as: acceptedBy ? "requested" : "underWay" };
    } catch (error) {
      if (isRefusal(error)) return { as: "refused", error };
      throw error;
    }
  }

  /**
   * Asks for cancellation of a job that was just seen. A repeat is settled by looking first: the attempt before may have
   * had its effect.
   *
   * @returns the job as last seen, which is absent when it does not exist any more; and whether a cancellation of it was
   *   asked for, by an answer of the service or by the job's state.
   */
  private async cancel(name: JobName, first: Job, options: StopOptions): Promise<Cancelled> {
    const { cancels } = this.vertexAi.sharedWorkOn(this.kind, name);
    const { deadline } = options;
    const signal = this.signalOf(options);
    let job: Job | undefined = first;
    let wasAsked = first.state === this.kind.cancellingState;
    let mayBeAccepted = false;
    let acceptedBy: AcceptedBy | undefined;
    const attempt = async (number: number) => {
      if (number > 1) job = await this.lookIfThere(name, options);
      wasAsked ||= job?.state === this.kind.cancellingState;
      if (!job || !needsCancel(this.kind, job)) return;
      acceptedBy = await cancels.cancel(name, deadline, signal).catch((error: unknown) => {
        mayBeAccepted ||= isTransient(error) && !isBusy(error);
        throw error;
      });
      wasAsked = true;
      options.onRequested?.();
    };
    try {
      await withRetries(attempt, { deadline, signal });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      wasAsked = true;
      job = await this.lookIfThere(name, options);
      // The old state can stand for seconds after a cancellation that was accepted, its answer lost.
      if (job && needsCancel(this.kind, job) && !mayBeAccepted) throw error;
    }
    return {
      ...(job && { job }),
      ...(acceptedBy && { acceptedBy }),
      wasAsked: wasAsked || mayBeAccepted || job?.state === this.kind.cancelledState,
    };
  }

  private async lookIfThere(name: JobName, options: ObserveOptions): Promise<Job | undefined> {
    try {
      return await this.look(name, options);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  private async look(name: JobName, options: ObserveOptions, patienceMs?: number): Promise<Job> {
    const { looks } = this.vertexAi.sharedWorkOn(this.kind, name);
    const signal = this.signalOf(options);
    const job = await withRetries(() => looks.look(name, options.deadline, signal, options.takesEnded), {
      deadline: options.deadline,
      signal,
      ...(patienceMs !== undefined && { patienceMs }),
    });
    options.onObserved?.(job);
    return job;
  }

  private signalOf({ signal }: ObserveOptions): AbortSignal {
    const given = this.vertexAi.client.transport.signal;
    return signal ? AbortSignal.any([given, signal]) : given;
  }

  private settle(job: Job): Stopped {
    return { outcome: job.state === this.kind.cancelledState ? "CANCELLED" : "COMPLETED", job };
  }
}
