import type { JobsClient } from "./client";
import type { Deadline } from "./deadline";
import { HttpError, isDenied, isMissing, isTransient } from "./errors";
import { isTerminal, type Job } from "./job";
import type { JobKind } from "./jobKind";
import { formatJobName, type JobName } from "./jobName";
import { type RetryOptions, withRetries } from "./retry";
import { waitUntilTerminal } from "./waitUntilTerminal";

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

/** How a job is stopped. */
export interface StopOptions {
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  /** Whether a job that does not exist counts as stopped; otherwise the API's 404 is thrown. */
  readonly missingIsStopped: boolean;
  /** Whether cancellation was asked for by an earlier call, whose wait is resumed now. */
  readonly requestedBefore: boolean;
  /** Called with every look at the job. */
  readonly onObserved?: (job: Job) => void;
  /** Called once the service has accepted the cancellation. */
  readonly onRequested?: () => void;
}

/** How long faults are borne before anything was ever answered, in milliseconds: a wrong host does not heal. */
const FIRST_CONTACT_PATIENCE_MS = 15_000;

/** Stops jobs of one kind: observes, asks for cancellation where that is needed, and waits until they have ended. */
export class JobStopper {
  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
  ) {}

  /**
   * Stops a job and waits until it has stopped.
   *
   * @throws TimeoutError, HttpError, ConnectionError, AuthError, AbortedError
   */
  async stop(name: JobName, options: StopOptions): Promise<Stopped> {
    return (await this.request(name, options)) ?? (await this.waitUntilStopped(name, options));
  }

  /**
   * Reads a job that was perhaps never reached before.
   *
   * @returns the job, or `undefined` when it does not exist and that counts as stopped.
   */
  async observe(name: JobName, options: Omit<StopOptions, "requestedBefore">): Promise<Job | undefined> {
    try {
      return await this.look(name, options, { ...options, patienceMs: FIRST_CONTACT_PATIENCE_MS });
    } catch (error) {
      if (isMissing(error) && options.missingIsStopped) return undefined;
      throw error;
    }
  }

  /**
   * Sees to it that cancellation was asked for. It is not asked of a job that has ended or is being cancelled.
   *
   * @returns how the job came to be stopped, or `undefined` when that is to be waited for.
   */
  async request(name: JobName, options: StopOptions): Promise<Stopped | undefined> {
    const first = await this.observe(name, options);
    if (!first) return { outcome: "NOT_FOUND" };
    if (isTerminal(this.kind, first)) {
      return options.requestedBefore ? this.settle(first) : { outcome: "ALREADY_TERMINAL", job: first };
    }
    const job = await this.cancel(name, first, options);
    if (!job) return { outcome: "NOT_FOUND" };
    return isTerminal(this.kind, job) ? this.settle(job) : undefined;
  }

  /** Waits until a job that cancellation was asked for has ended. */
  async waitUntilStopped(name: JobName, options: StopOptions): Promise<Stopped> {
    const { deadline, signal } = options;
    const job = await waitUntilTerminal({
      kind: this.kind,
      name: formatJobName(this.kind, name),
      look: () => this.lookIfThere(name, options),
      deadline,
      signal,
    });
    return job ? this.settle(job) : { outcome: "NOT_FOUND" };
  }

  /** Asks for cancellation. A repeat is settled by looking first: the attempt before may have had its effect. */
  private async cancel(name: JobName, first: Job, options: StopOptions): Promise<Job | undefined> {
    let job: Job | undefined = first;
    try {
      await withRetries(async (attempt) => {
        if (attempt > 1) job = await this.lookIfThere(name, options);
        if (!job || !this.needsCancel(job)) return;
        await this.client.cancel(this.kind, name, options.signal);
        options.onRequested?.();
      }, options);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      job = await this.lookIfThere(name, options);
      if (job && this.needsCancel(job)) throw error;
    }
    return job;
  }

  private needsCancel(job: Job): boolean {
    return !isTerminal(this.kind, job) && job.state !== this.kind.cancellingState;
  }

  private async lookIfThere(name: JobName, options: StopOptions): Promise<Job | undefined> {
    try {
      return await this.look(name, options, options);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  private async look(name: JobName, options: Pick<StopOptions, "onObserved">, retry: RetryOptions): Promise<Job> {
    const job = await withRetries(() => this.client.get(this.kind, name, retry.signal), retry);
    options.onObserved?.(job);
    return job;
  }

  private settle(job: Job): Stopped {
    return { outcome: job.state === this.kind.cancelledState ? "CANCELLED" : "COMPLETED", job };
  }
}

/** The service understood and said no, most likely since the job has ended meanwhile. */
function isRefusal(error: unknown): boolean {
  return error instanceof HttpError && error.failure.status !== 401 && !isDenied(error) && !isTransient(error);
}
