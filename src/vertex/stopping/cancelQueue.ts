import { type queueAsPromised as Queue, promise as queueOf } from "fastq";
import { message } from "../../messages/message";
import { isMissing, isRefusal, TimeoutError } from "../errors";
import type { Deadline } from "../http/deadline";
import { RateLimit } from "../http/rateLimit";
import { spareRequestsPerMinute } from "../http/requestBudget";
import { withRetries } from "../http/retry";
import type { Location } from "../http/transport";
import type { Job } from "../jobs/job";
import type { JobsClient } from "../jobs/jobsClient";
import type { JobKind } from "../kinds/jobKind";
import { needsCancel } from "./foundJob";
import { type JobsById, SharedListing } from "./sharedListing";

/** Requests of one sort under way at once. */
const AT_ONCE = 4;

const TOO_LATE = message("timedOutBeforeCancel");

type Task = () => Promise<unknown>;

const perform = (task: Task) => task();

/** How a queue is worked off. */
export interface CancelQueueOptions {
  readonly client: JobsClient;
  readonly kind: JobKind;
  readonly location: Location;
  readonly deadline: Deadline;
  /** The budget. */
  readonly requestsPerMinute: number;
  /** Lists what the sweep selects now. */
  listSelected(): Promise<JobsById>;
}

/**
 * What came of asking for the cancellation of a job.
 *
 * - `requested`: the service has accepted it.
 * - `underWay`: the job is being cancelled already; nothing was sent.
 * - `notSelected`: the job is not among those that are selected now; it may have ended. Nothing was sent.
 * - `missing`: the job does not exist.
 * - `refused`: the service understood and said no.
 */
export type Asked =
  | { readonly as: "requested" | "underWay" | "missing" }
  | { readonly as: "notSelected"; readonly job: Job }
  | { readonly as: "refused"; readonly error: Error };

/**
 * What one sweep cancels in one project and region, in turn. Every repeat lists first: it asks only what the selection
 * still matches and what is not being cancelled yet. Once time is up, what has not begun is not sent.
 */
export class CancelQueue {
  private readonly batches = queueOf(perform, AT_ONCE);
  private readonly singles = queueOf(perform, AT_ONCE);
  private readonly spares = queueOf(perform, AT_ONCE);
  private readonly spare: RateLimit;
  private readonly selected: SharedListing<JobsById>;

  constructor(private readonly options: CancelQueueOptions) {
    this.spare = new RateLimit(spareRequestsPerMinute(options.requestsPerMinute, options.kind.hasBatchCancel));
    this.selected = new SharedListing(() => options.listSelected());
  }

  /**
   * Cancels jobs in a batch.
   *
   * @returns the ids of the jobs whose cancellation the service has accepted; none when the batch failed.
   * @throws TimeoutError
   */
  addBatch(jobIds: readonly string[]): Promise<readonly string[]> {
    const { client, kind, location, deadline } = this.options;
    const { signal } = client.transport;
    let ids = jobIds;
    const attempt = async (number: number) => {
      // The attempt before may have had its effect.
      if (number > 1) ids = await this.stillToAsk(ids);
      if (ids.length > 0) await client.batchCancel(kind, location, ids, deadline);
      return ids;
    };
    return this.add(this.batches, () => withRetries(attempt, { deadline, signal }).catch(() => []));
  }

  /**
   * Cancels a job that a batch has not cancelled, after a look.
   *
   * @param signal - aborted when the job needs no cancellation any longer.
   * @throws HttpError when a permission is missing; TimeoutError, ConnectionError, AuthError, AbortedError
   */
  async addSingle(jobId: string, signal: AbortSignal): Promise<Asked> {
    this.requireTime();
    // Before its turn, so that one listing is the look for all that are due at once.
    const looked = this.selected.read();
    // It must not go on behind a cancellation that is not sent. What it throws is thrown again by the attempt.
    await Promise.allSettled([looked]);
    return this.add(this.singles, () => this.cancel(jobId, { signal, looked }));
  }

  /**
   * Cancels a job that was just listed, with what the budget has to spare.
   *
   * @throws as {@link addSingle}
   */
  addSpare(jobId: string): Promise<Asked> {
    return this.add(this.spares, async () => {
      const { client, deadline } = this.options;
      const { signal } = client.transport;
      if (!(await this.spare.admit(deadline.remainingMs(), signal))) throw new TimeoutError(TOO_LATE);
      return this.cancel(jobId, { signal });
    });
  }

  private async cancel(
    jobId: string,
    { signal, looked }: { signal: AbortSignal; looked?: Promise<JobsById> },
  ): Promise<Asked> {
    const { client, kind, location, deadline } = this.options;
    const name = { ...location, jobId };
    const attempt = async (number: number): Promise<Asked> => {
      const look = number > 1 ? this.selected.read() : looked;
      if (look) {
        const job = (await look).get(jobId);
        if (!job) return { as: "notSelected", job: await client.get(kind, name, deadline, signal) };
        if (!needsCancel(kind, job)) return { as: "underWay" };
      }
      await client.cancel(kind, name, deadline, signal);
      return { as: "requested" };
    };
    try {
      return await withRetries(attempt, { deadline, signal: AbortSignal.any([client.transport.signal, signal]) });
    } catch (error) {
      if (isMissing(error)) return { as: "missing" };
      if (isRefusal(error)) return { as: "refused", error };
      throw error;
    }
  }

  private async stillToAsk(jobIds: readonly string[]): Promise<string[]> {
    const { kind } = this.options;
    const jobs = await this.selected.read();
    return jobIds.filter((jobId) => {
      const job = jobs.get(jobId);
      return job !== undefined && needsCancel(kind, job);
    });
  }

  private requireTime(): void {
    if (this.options.deadline.remainingMs() <= 0) throw new TimeoutError(TOO_LATE);
  }

  private add<Result>(queue: Queue<Task>, cancel: () => Promise<Result>): Promise<Result> {
    return queue.push(async () => {
      this.requireTime();
      return cancel();
    });
  }
}
