import { type queueAsPromised as Queue, promise as queueOf } from "fastq";
import type { JobsClient } from "../client";
import type { Deadline } from "../deadline";
import { TimeoutError } from "../errors";
import { PIPELINE_JOBS } from "../jobKind";
import { RateLimit } from "../rateLimit";
import { spareRequestsPerMinute } from "../requestBudget";
import { withRetries } from "../retry";
import type { Place } from "../transport";

/** Requests of one sort under way at once. */
const AT_ONCE = 4;

const TOO_LATE = "time was up before the job was asked to stop";

type Task = () => Promise<unknown>;

const perform = (task: Task) => task();

/** How a queue is worked off. */
export interface CancelQueueOptions {
  readonly client: JobsClient;
  readonly place: Place;
  readonly deadline: Deadline;
  /** The budget. */
  readonly requestsPerMinute: number;
  /** Looks which of some jobs are not being cancelled yet. */
  stillToAsk(jobIds: readonly string[]): Promise<string[]>;
}

/** What one sweep cancels in one project and region, in turn. Once time is up, what has not begun is given up. */
export class CancelQueue {
  private readonly batches = queueOf(perform, AT_ONCE);
  private readonly singles = queueOf(perform, AT_ONCE);
  private readonly spares = queueOf(perform, AT_ONCE);
  private readonly spare: RateLimit;

  constructor(private readonly options: CancelQueueOptions) {
    this.spare = new RateLimit(spareRequestsPerMinute(options.requestsPerMinute));
  }

  /**
   * Cancels jobs in a batch. Whatever is wrong with it shows in its jobs, which are then asked singly.
   *
   * @throws TimeoutError
   */
  addBatch(jobIds: readonly string[]): Promise<void> {
    const { client, place, deadline, stillToAsk } = this.options;
    const { signal } = client.transport;
    let ids = jobIds;
    const attempt = async (number: number) => {
      // The attempt before may have had its effect.
      if (number > 1) ids = await stillToAsk(ids);
      if (ids.length > 0) await client.batchCancel(PIPELINE_JOBS, place, ids, deadline);
    };
    return this.add(this.batches, () => withRetries(attempt, { deadline, signal }).catch(() => {}));
  }

  /** Cancels a job that a batch has not cancelled. */
  addSingle<Result>(cancel: () => Promise<Result>): Promise<Result> {
    return this.add(this.singles, cancel);
  }

  /**
   * Cancels a job with what the budget has to spare.
   *
   * @throws TimeoutError
   */
  addSpare<Result>(cancel: () => Promise<Result>): Promise<Result> {
    return this.add(this.spares, async () => {
      const { client, deadline } = this.options;
      if (await this.spare.admit(deadline.remainingMs(), client.transport.signal)) return cancel();
      throw new TimeoutError(TOO_LATE);
    });
  }

  private add<Result>(queue: Queue<Task>, cancel: () => Promise<Result>): Promise<Result> {
    return queue.push(async () => {
      if (this.options.deadline.remainingMs() > 0) return cancel();
      throw new TimeoutError(TOO_LATE);
    });
  }
}
