import { type queueAsPromised as Queue, promise as queueOf } from "fastq";
import { message } from "../../messages/message";
import { isDenied, isRefusal, TimeoutError } from "../errors";
import type { Location } from "../http/call";
import { type Deadline, earliest } from "../http/deadline";
import { unlessAborted, whenAllAborted } from "../http/unlessAborted";
import type { JobName } from "../jobs/jobName";
import type { JobsClient } from "../jobs/jobsClient";
import type { JobKind } from "../kinds/jobKind";
import { type Asked, Gathering } from "./gathering";
import { splitCancels } from "./splitCancels";

/** Requests of one sort under way at once. */
const AT_ONCE = 8;

/** How a cancellation was accepted: of a batch, each job has to be verified. */
export type AcceptedBy = "cancel" | "batchCancel";

/** How a job is cancelled. */
export interface CancelOptions {
  readonly deadline: Deadline;
  /** Aborted when the caller needs it no longer. */
  readonly signal: AbortSignal;
  /** Whether it is asked by itself, however many are cancelled; default: no. */
  readonly isAlone?: boolean;
  /** Called when it is its turn: many wait for theirs. */
  readonly onTurn?: () => void;
}

type CancelRequest = CancelOptions & { readonly name: JobName };

type Cancel = Asked<CancelRequest, AcceptedBy | "batchRefused">;

type Task<Result> = () => Promise<Result>;

function perform<Result>(task: Task<Result>): Promise<Result> {
  return task();
}

/**
 * Cancels jobs of one kind in one project and region, for everybody in this process. A cancellation that is alone is a
 * `:cancel`. Those that come together are batches, if the kind has `batchCancel`. Once a caller's time is up, what has not
 * begun is not sent.
 */
export class SharedCancels {
  private readonly gathering = new Gathering<CancelRequest, AcceptedBy | "batchRefused">({
    send: (cancels) => this.send(cancels),
    isFirstAlone: false,
  });
  private readonly batches: Queue<Task<void>> = queueOf(perform, AT_ONCE);
  private readonly singles: Queue<Task<AcceptedBy>, AcceptedBy> = queueOf(perform, AT_ONCE);
  /** Those that the budget has something to spare for. */
  private readonly spares: Queue<Task<AcceptedBy>, AcceptedBy> = queueOf(perform, AT_ONCE);
  private mayBatch: boolean;

  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    private readonly location: Location,
  ) {
    this.mayBatch = kind.hasBatchMethods;
  }

  /**
   * Asks the service to cancel a job.
   *
   * @returns `batchRefused` when it refused a batch as a whole: a job of it may not exist, and none was cancelled.
   * @throws TimeoutError, AuthError, ConnectionError, HttpError, AbortedError
   */
  async cancel(name: JobName, options: CancelOptions): Promise<AcceptedBy | "batchRefused"> {
    const request = { ...options, name };
    if (this.mayBatch && !options.isAlone) return this.gathering.ask(request);
    return unlessAborted(
      this.singles.push(() => this.cancelAlone(request)),
      options.signal,
    );
  }

  private async send(cancels: readonly Cancel[]): Promise<void> {
    const { requestsPerMinute } = this.client.transport.budgetOf(this.location);
    const { batches, singles } = splitCancels(cancels, requestsPerMinute);
    await Promise.all([
      ...batches.map((batch) => this.batches.push(() => this.sendBatch(batch))),
      ...singles.map((one) =>
        this.spares.push(() => this.cancelAlone(one, { isSpare: true })).then(one.resolve, one.reject),
      ),
    ]);
  }

  private async sendBatch(asked: readonly Cancel[]): Promise<void> {
    const batch = stillWanted(asked);
    if (batch.length < 2 || !this.mayBatch) return this.sendSingly(batch);
    const jobIds = [...new Set(batch.map(({ name }) => name.jobId))];
    const deadline = earliest(batch.map((one) => one.deadline));
    const needless = whenAllAborted(batch.map(({ signal }) => signal));
    for (const { onTurn } of batch) onTurn?.();
    try {
      await this.client.batchCancel(this.kind, this.location, jobIds, deadline, needless.signal);
    } catch (error) {
      if (isDenied(error)) {
        this.mayBatch = false;
        return this.sendSingly(batch);
      }
      for (const { resolve, reject } of batch) {
        if (isRefusal(error)) resolve("batchRefused");
        // It may have been accepted. Each caller looks before it asks again.
        else reject(error);
      }
      return;
    } finally {
      needless.forget();
    }
    for (const { resolve } of batch) resolve("batchCancel");
  }

  private async sendSingly(cancels: readonly Cancel[]): Promise<void> {
    await Promise.all(
      cancels.map((one) => this.singles.push(() => this.cancelAlone(one)).then(one.resolve, one.reject)),
    );
  }

  private async cancelAlone(request: CancelRequest, { isSpare = false } = {}): Promise<AcceptedBy> {
    const { name, deadline, signal, onTurn } = request;
    const { transport } = this.client;
    const patienceMs = deadline.remainingMs();
    const isInTime = !isSpare || (await transport.budgetOf(this.location).admitSpare(patienceMs, signal));
    if (!isInTime || deadline.remainingMs() <= 0) throw tooLate();
    signal.throwIfAborted();
    onTurn?.();
    await this.client.cancel(this.kind, name, deadline, signal);
    return "cancel";
  }
}

/** Cancellations whose callers have neither gone nor run out of time. */
function stillWanted(cancels: readonly Cancel[]): readonly Cancel[] {
  for (const { deadline, reject } of cancels) if (deadline.remainingMs() <= 0) reject(tooLate());
  return cancels.filter(({ deadline, signal }) => deadline.remainingMs() > 0 && !signal.aborted);
}

function tooLate(): TimeoutError {
  return new TimeoutError(message("timedOutBeforeCancel"));
}
