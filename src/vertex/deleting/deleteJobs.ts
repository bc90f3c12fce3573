import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../messages/failure";
import { message } from "../../messages/message";
import { formatDuration } from "../duration";
import { HttpError, isDenied, isMissing, TimeoutError } from "../errors";
import { allDone } from "../http/allDone";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { withRetries } from "../http/retry";
import { inBatches } from "../jobs/batches";
import { formatJobName, type JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import { pollIntervalMs } from "../stopping/pollInterval";
import type { VertexAi } from "../vertexAi";
import type { Operation } from "./operation";

/** Jobs of one kind in one project and region that have ended, as their caller has just seen. */
export interface JobsToDelete {
  readonly kind: JobKind;
  readonly location: Location;
  readonly jobIds: readonly string[];
  readonly deadline: Deadline;
  /** Called with the id of each job once it is gone. */
  readonly onDeleted: (jobId: string) => void;
}

/**
 * Deletes jobs that have ended, in batches where the kind has them, and waits until they are gone. The service refuses to
 * delete a job that runs.
 *
 * @throws Failure naming a job that the service does not delete; TimeoutError, HttpError, ConnectionError, AuthError, AbortedError
 */
export async function deleteJobs(vertexAi: VertexAi, { jobIds, onDeleted, ...group }: JobsToDelete): Promise<void> {
  const deletion = new Deletion(vertexAi, group, onDeleted);
  const batches = group.kind.hasBatchMethods ? inBatches(jobIds) : jobIds.map((jobId) => [jobId]);
  await allDone(batches.map((batch) => deletion.delete(batch)));
}

class Deletion {
  constructor(
    private readonly vertexAi: VertexAi,
    private readonly group: Pick<JobsToDelete, "kind" | "location" | "deadline">,
    private readonly onDeleted: (jobId: string) => void,
  ) {}

  async delete(batch: readonly string[]): Promise<void> {
    if (batch.length > 1 && (await this.deleteTogether(batch))) return;
    await allDone(batch.map((jobId) => this.deleteOne(jobId)));
  }

  /** @returns whether they are gone: one job that can't be deleted keeps all the others. */
  private async deleteTogether(jobIds: readonly string[]): Promise<boolean> {
    const { kind, location, deadline } = this.group;
    try {
      const begun = await this.retrying(() => this.vertexAi.deletion.batchDelete(kind, location, jobIds, deadline));
      if ((await this.whenDone(begun, jobIds)).fault !== undefined) return false;
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return false;
    }
    for (const jobId of jobIds) this.onDeleted(jobId);
    return true;
  }

  private async deleteOne(jobId: string): Promise<void> {
    const { kind, deadline } = this.group;
    const name = this.nameOf(jobId);
    try {
      const begun = await this.retrying(() => this.vertexAi.deletion.delete(kind, name, deadline));
      const { fault } = await this.whenDone(begun, [jobId]);
      if (fault !== undefined) throw new Failure(message("deletionFailed", { job: formatJobName(kind, name), fault }));
    } catch (error) {
      // An attempt before may have been answered, and the answer lost.
      if (!isMissing(error)) throw error;
    }
    this.onDeleted(jobId);
  }

  /** Waits until an operation is done. Where it can't be read, the jobs tell. */
  private async whenDone(begun: Operation, jobIds: readonly string[]): Promise<Operation> {
    const { location, deadline } = this.group;
    const { signal } = this.vertexAi.client.transport;
    let operation = begun;
    while (!operation.isDone) {
      if (deadline.remainingMs() <= 0) throw this.timeoutError(jobIds);
      await sleep(Math.min(pollIntervalMs(deadline.elapsedMs()), deadline.remainingMs()), undefined, { signal });
      try {
        operation = await this.retrying(() => this.vertexAi.deletion.operation(location, begun, deadline));
      } catch (error) {
        if (!isDenied(error) && !isMissing(error)) throw error;
        operation = { ...begun, isDone: await this.areGone(jobIds) };
      }
    }
    return operation;
  }

  private async areGone(jobIds: readonly string[]): Promise<boolean> {
    const { kind, location, deadline } = this.group;
    const coordinator = this.vertexAi.coordinatorOf(kind, location);
    const looks = jobIds.map((jobId) => coordinator.look(this.nameOf(jobId), { deadline }));
    return (await allDone(looks)).every((job) => job === undefined);
  }

  private timeoutError(jobIds: readonly string[]): TimeoutError {
    const { kind, deadline } = this.group;
    const names = jobIds.map((jobId) => formatJobName(kind, this.nameOf(jobId)));
    return new TimeoutError(message("timedOutDeleting", { timeout: formatDuration(deadline.timeoutMs), names }));
  }

  private retrying<T>(attempt: () => Promise<T>): Promise<T> {
    const { deadline } = this.group;
    return withRetries(attempt, { deadline, signal: this.vertexAi.client.transport.signal });
  }

  private nameOf(jobId: string): JobName {
    return { ...this.group.location, jobId };
  }
}
