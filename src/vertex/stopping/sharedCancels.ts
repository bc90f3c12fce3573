import { AbortedError, isDenied, isTransient } from "../errors";
import { type Deadline, earliest } from "../http/deadline";
import type { Location } from "../http/transport";
import { whenAllAborted } from "../http/unlessAborted";
import type { JobName } from "../jobs/jobName";
import type { JobsClient } from "../jobs/jobsClient";
import type { JobKind } from "../kinds/jobKind";
import { type Asked, Gathering } from "./gathering";
import { inBatches } from "./splitCancels";

/** How a cancellation was accepted: of a batch, each job has to be verified. */
export type AcceptedBy = "cancel" | "batchCancel";

/** One caller's cancellation of a job. */
interface CancelRequest {
  readonly name: JobName;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
}

type Cancel = Asked<CancelRequest, AcceptedBy>;

/**
 * Cancels jobs of one kind in one project and region, for everybody in this process. A cancellation that is alone is a
 * `:cancel`. Those that come together are batches, if the kind has `batchCancel`.
 */
export class SharedCancels {
  private readonly cancels = new Gathering<CancelRequest, AcceptedBy>({
    send: (cancels) => this.send(cancels),
    isFirstAlone: false,
  });
  private mayBatch: boolean;

  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    private readonly location: Location,
  ) {
    this.mayBatch = kind.hasBatchCancel;
  }

  /**
   * Asks the service to cancel a job.
   *
   * @param signal - aborted when the caller needs it no longer.
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   */
  async cancel(name: JobName, deadline: Deadline, signal: AbortSignal): Promise<AcceptedBy> {
    if (!this.mayBatch) return this.cancelAlone(name, deadline, signal);
    return this.cancels.ask({ name, deadline, signal });
  }

  private async send(cancels: readonly Cancel[]): Promise<void> {
    await Promise.all(inBatches(cancels).map((batch) => this.sendBatch(batch)));
  }

  private async sendBatch(batch: readonly Cancel[]): Promise<void> {
    if (batch.length === 1 || !this.mayBatch) return this.sendAlone(batch);
    const jobIds = batch.map(({ name }) => name.jobId);
    const deadline = earliest(batch.map((one) => one.deadline));
    const needless = whenAllAborted(batch.map(({ signal }) => signal));
    try {
      await this.client.batchCancel(this.kind, this.location, jobIds, deadline, needless.signal);
    } catch (error) {
      if (error instanceof AbortedError || isTransient(error)) {
        // It may have been accepted. Each caller looks before it asks again.
        for (const { reject } of batch) reject(error);
        return;
      }
      if (isDenied(error)) this.mayBatch = false;
      return this.sendAlone(batch);
    } finally {
      needless.forget();
    }
    for (const { resolve } of batch) resolve("batchCancel");
  }

  private async sendAlone(cancels: readonly Cancel[]): Promise<void> {
    await Promise.all(
      cancels.map(({ name, deadline, signal, resolve, reject }) =>
        this.cancelAlone(name, deadline, signal).then(resolve, reject),
      ),
    );
  }

  private async cancelAlone(name: JobName, deadline: Deadline, signal: AbortSignal): Promise<AcceptedBy> {
    await this.client.cancel(this.kind, name, deadline, signal);
    return "cancel";
  }
}
