import { type queueAsPromised as Queue, promise as queueOf } from "fastq";
import { message } from "../../messages/message";
import { isDenied, isRefusal, NeedlessError, TimeoutError } from "../errors";
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

/**
 * Why nothing was accepted.
 *
 * - `batchRefused`: the service refused the whole batch, because one of its jobs may not exist.
 * - `needless`: the caller withdrew the cancellation just before it was sent.
 */
export type NotAccepted = "batchRefused" | "needless";

/** How a job is cancelled. */
export interface CancelOptions {
  readonly deadline: Deadline;
  /** Aborted when the caller needs it no longer. */
  readonly signal: AbortSignal;
  /** Whether it is asked by itself, however many are cancelled; default: no. */
  readonly isAlone?: boolean;
  /** Called when it is its turn: many wait for theirs. */
  readonly onTurn?: () => void;
  /** Called just before it is sent. If it returns true, the cancellation is withdrawn. Default: never. */
  readonly isNeedless?: () => boolean;
}

type CancelRequest = CancelOptions & { readonly name: JobName };

type Answer = AcceptedBy | NotAccepted;

type Cancel = Asked<CancelRequest, Answer>;

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
  private readonly gathering = new Gathering<CancelRequest, Answer>({
    send: (cancels) => this.send(cancels),
    isFirstAlone: false,
  });
  private readonly batches: Queue<Task<void>> = queueOf(perform, AT_ONCE);
  private readonly singles: Queue<Task<Answer>, Answer> = queueOf(perform, AT_ONCE);
  /** Those that the budget has something to spare for. */
  private readonly spares: Queue<Task<Answer>, Answer> = queueOf(perform, AT_ONCE);
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
   * @throws TimeoutError, AuthError, ConnectionError, HttpError, AbortedError
   */
  async cancel(name: JobName, options: CancelOptions): Promise<Answer> {
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
    const deadline = earliest(batch.map((one) => one.deadline));
    const needless = whenAllAborted(batch.map(({ signal }) => signal));
    for (const { onTurn } of batch) onTurn?.();
    try {
      const wanted = { deadline, signal: needless.signal };
      await this.client.batchCancel(this.kind, this.location, idsOf(batch), wanted, () => idsOf(stillWanted(batch)));
    } catch (error) {
      if (error instanceof NeedlessError) return;
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

  private async cancelAlone(request: CancelRequest, { isSpare = false } = {}): Promise<Answer> {
    const { name, deadline, signal, onTurn, isNeedless } = request;
    const { transport } = this.client;
    const patienceMs = deadline.remainingMs();
    const isInTime = !isSpare || (await transport.budgetOf(this.location).admitSpare(patienceMs, signal));
    if (!isInTime || deadline.remainingMs() <= 0) throw tooLate();
    signal.throwIfAborted();
    if (isNeedless?.()) return "needless";
    onTurn?.();
    try {
      await this.client.cancel(this.kind, name, { deadline, signal, isNeedless });
    } catch (error) {
      if (error instanceof NeedlessError) return "needless";
      throw error;
    }
    return "cancel";
  }
}

/** Cancellations that are not needless, and whose callers have neither gone nor run out of time. The others are answered. */
function stillWanted(cancels: readonly Cancel[]): readonly Cancel[] {
  return cancels.filter(({ deadline, signal, isNeedless, resolve, reject }) => {
    const isLate = deadline.remainingMs() <= 0;
    if (isLate) reject(tooLate());
    else if (isNeedless?.()) resolve("needless");
    else return !signal.aborted;
    return false;
  });
}

function idsOf(cancels: readonly Cancel[]): readonly string[] {
  return [...new Set(cancels.map(({ name }) => name.jobId))];
}

function tooLate(): TimeoutError {
  return new TimeoutError(message("timedOutBeforeCancel"));
}
