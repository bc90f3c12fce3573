import { isMissing } from "../errors";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { FIRST_CONTACT_PATIENCE_MS, withRetries } from "../http/retry";
import type { Job } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import type { JobsClient } from "../jobs/jobsClient";
import type { JobKind } from "../kinds/jobKind";
import { JobStop } from "./jobStop";
import { JobWatcher } from "./jobWatcher";
import { SharedCancels } from "./sharedCancels";
import { SharedLooks } from "./sharedLooks";
import type { SelectedOptions, SharedWork, StopEvents } from "./stopOptions";
import { type LeftActive, NOT_FOUND, type Stopped } from "./stopOutcome";

/** How a job is looked at. */
export interface LookOptions {
  readonly deadline: Deadline;
  /** Whether a listing may tell that the job has ended; default: only a look at it may. */
  readonly takesEnded?: boolean;
  /** Whether only a `get` may tell, and no listing, which may lag behind; default: no. */
  readonly isExact?: boolean;
  /** How long faults are retried where nothing answers, in milliseconds; default: until the deadline. */
  readonly patienceMs?: number;
  /** Aborted when the caller needs the answer no longer. */
  readonly signal?: AbortSignal;
}

/** How a job is looked at that was perhaps never reached before. */
export interface ObserveOptions extends Pick<LookOptions, "deadline" | "takesEnded"> {
  /** Whether a job that does not exist counts as stopped; otherwise the API's 404 is thrown. */
  readonly missingIsStopped: boolean;
}

/** How a job is stopped. */
export interface StopOptions extends ObserveOptions, StopEvents {
  /** Whether cancellation was asked for by an earlier call, whose wait is resumed now. */
  readonly requestedBefore: boolean;
}

/**
 * Stops jobs of one kind in one project and region, one or ten thousand, for everybody in this process who is the same to the
 * service. What is asked at the same time is combined; each caller keeps its own deadline, progress, and error.
 */
export class JobCoordinator implements SharedWork {
  readonly looks: SharedLooks;
  readonly cancels: SharedCancels;
  readonly watcher: JobWatcher;

  constructor(
    private readonly client: JobsClient,
    readonly kind: JobKind,
    location: Location,
  ) {
    this.looks = new SharedLooks(client, kind, location);
    this.cancels = new SharedCancels(client, kind, location);
    this.watcher = new JobWatcher(client, kind, location, this.looks);
  }

  /** Aborted when nothing more may be sent. */
  get signal(): AbortSignal {
    return this.client.transport.signal;
  }

  /**
   * Reads the state of a job, and retries.
   *
   * @returns the job, or `undefined` when it does not exist.
   * @throws TimeoutError, HttpError, ConnectionError, AuthError, AbortedError
   */
  async look(name: JobName, options: LookOptions): Promise<Job | undefined> {
    try {
      return await this.lookAtExisting(name, options);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /**
   * Reads a job that was perhaps never reached before.
   *
   * @returns the job, or `undefined` when it does not exist and that counts as stopped.
   * @throws as {@link look}
   */
  async observe(name: JobName, { missingIsStopped, ...options }: ObserveOptions): Promise<Job | undefined> {
    const patient = { ...options, patienceMs: FIRST_CONTACT_PATIENCE_MS };
    return missingIsStopped ? this.look(name, patient) : this.lookAtExisting(name, patient);
  }

  /**
   * Stops a job and waits until it has stopped.
   *
   * @throws as {@link look}
   */
  async stop(name: JobName, options: StopOptions): Promise<Stopped> {
    const found = await this.observe(name, options);
    if (!found) return NOT_FOUND;
    options.onObserved?.(found);
    const stopped = await new JobStop(this, name, { ...options, found, seenMs: performance.now() }).run();
    // Only a job of a selection, or one that nobody waits for, is left active.
    return stopped as Stopped;
  }

  /**
   * Stops a job that a listing has shown, as far as it is still to be stopped.
   *
   * @throws as {@link look}
   */
  async stopSelected(name: JobName, options: SelectedOptions): Promise<Stopped | LeftActive> {
    return new JobStop(this, name, options).run();
  }

  private async lookAtExisting(
    name: JobName,
    { deadline, takesEnded, isExact = false, patienceMs, ...more }: LookOptions,
  ): Promise<Job> {
    const { client, kind, looks } = this;
    const signal = more.signal ? AbortSignal.any([this.signal, more.signal]) : this.signal;
    const look = () =>
      isExact ? client.getState(kind, name, deadline, signal) : looks.look(name, deadline, signal, takesEnded);
    return withRetries(look, {
      deadline,
      signal,
      ...(patienceMs !== undefined && { patienceMs }),
    });
  }
}
