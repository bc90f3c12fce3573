import { allDone } from "../allDone";
import type { Deadline } from "../deadline";
import { formatDuration } from "../duration";
import { TimeoutError, TooManyJobsError } from "../errors";
import { isTerminal, type Job } from "../job";
import { PIPELINE_JOBS } from "../jobKind";
import { jobIdOf, parseJobName } from "../jobName";
import { JobStopper, type StopOptions } from "../jobStopper";
import { DEFAULT_REQUESTS_PER_MINUTE, withBudgets } from "../requestBudget";
import type { Place } from "../transport";
import type { VertexAi } from "../vertexAi";
import { formatCount, formatJobs, formatNames } from "../wording";
import { CancelQueue } from "./cancelQueue";
import { type FoundJob, isEnded, jobNameOf, nameOf, needsCancel } from "./foundJob";
import { listSelected, type Selection } from "./listSelected";
import { splitCancels } from "./splitCancels";
import { SweepLedger, type SweepProgress } from "./sweepLedger";
import type { SweptJob } from "./sweptJob";
import { type Goal, waitForJob } from "./waitForJob";

/** How a sweep goes about it. */
export interface SweepOptions {
  /** Projects and regions to sweep. */
  readonly places: readonly Place[];
  readonly selection: Selection;
  /** How many jobs may be stopped; more are refused. */
  readonly maxJobs: number;
  /** Requests a minute to each project and region while it goes on; default 120. */
  readonly requestsPerMinute?: number;
  readonly deadline: Deadline;
  /** Jobs of an earlier sweep whose wait is resumed. */
  readonly before: readonly SweptJob[];
  /** Called with jobs that are meant, as they were found, before any of them is cancelled. */
  readonly onFound?: (found: readonly FoundJob[]) => void;
  /** Called when the counts have changed. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

/** Stops all jobs that a selection means, and those that come while it does. */
export class JobSweeper {
  private readonly stopper: JobStopper;
  private readonly ledger: SweepLedger;
  private readonly requestsPerMinute: number;
  private readonly queues = new Map<Place, CancelQueue>();
  /** When jobs were as they were found, on the monotonic clock, in milliseconds. */
  private seenMs = 0;
  private reporting: NodeJS.Immediate | undefined;

  constructor(
    private readonly vertexAi: VertexAi,
    private readonly options: SweepOptions,
  ) {
    this.stopper = new JobStopper(vertexAi, PIPELINE_JOBS);
    this.ledger = new SweepLedger(options.before);
    this.requestsPerMinute = options.requestsPerMinute ?? DEFAULT_REQUESTS_PER_MINUTE;
  }

  /** What is known of each job so far, also after a failure. */
  get jobs(): readonly SweptJob[] {
    return this.ledger.jobs;
  }

  /**
   * Lists, cancels and waits, until a listing has nothing new.
   *
   * @throws TooManyJobsError before the jobs that are too many are cancelled; TimeoutError with counts; HttpError, ConnectionError, AuthError
   */
  async sweep(): Promise<void> {
    await this.withinBudget(() => this.sweepUntilQuiet());
  }

  private async sweepUntilQuiet(): Promise<void> {
    let found = await this.listFirst();
    const names = new Set(found.map(nameOf));
    const resumed = this.ledger.unsettled.filter(({ name }) => !names.has(name));
    await this.stopAll(found, resumed, "stopped");
    for (;;) {
      found = await this.list();
      if (found.length === 0) return;
      await this.stopAll(found, [], "stopped");
    }
  }

  /**
   * Lists and cancels, and waits only until every job has been seen to be cancelling, or was asked singly: a batch is not
   * believed. Jobs that come meanwhile are left alone.
   *
   * @throws like {@link sweep}
   */
  async request(): Promise<void> {
    await this.withinBudget(async () => this.stopAll(await this.listFirst(), [], "asked"));
  }

  /** What is active and meant now, without stopping any of it. */
  async list(): Promise<FoundJob[]> {
    return (await this.listInAnyState()).filter((one) => !isEnded(one));
  }

  /** The first listing of a sweep, which counts what has ended before. @returns what is active. */
  private async listFirst(): Promise<FoundJob[]> {
    const listed = await this.listInAnyState();
    this.enter(listed.filter(isEnded));
    return listed.filter((one) => !isEnded(one));
  }

  private enter(found: readonly FoundJob[]): void {
    for (const one of found) this.ledger.enter(one);
    this.options.onFound?.(found);
  }

  private async listInAnyState(): Promise<FoundJob[]> {
    const { places, selection, deadline } = this.options;
    this.seenMs = performance.now();
    const listings = places.map(async (place) => {
      const found: FoundJob[] = [];
      for await (const job of listSelected(this.vertexAi, place, selection, deadline)) {
        found.push({ place, job });
      }
      return found;
    });
    return (await allDone(listings)).flat();
  }

  private async stopAll(found: readonly FoundJob[], resumed: readonly SweptJob[], goal: Goal): Promise<void> {
    this.refuseTooMany(found);
    this.enter(found);
    this.report();
    const waits = [...this.cancelAndWait(found, goal), ...resumed.map((job) => this.resume(job))];
    const results = await Promise.allSettled(waits);
    this.report();
    const failures = results.flatMap((result): unknown[] => (result.status === "rejected" ? [result.reason] : []));
    const failure: unknown = failures.find((error) => !(error instanceof TimeoutError));
    if (failure) throw failure;
    if (failures.length > 0) throw this.timeoutError();
  }

  /** Asks for cancellation, batch by batch and beside them singly, and waits for each job once it was asked. */
  private cancelAndWait(found: readonly FoundJob[], goal: Goal): Promise<void>[] {
    const underWay = goal === "asked" ? [] : found.filter(({ job }) => !needsCancel(job));
    const waits = underWay.map((one) => this.waitFor(one, goal));
    for (const place of this.options.places) {
      const queue = this.queueOf(place);
      const asked = found.filter((one) => one.place === place && needsCancel(one.job));
      const { batches, singles } = splitCancels(asked, this.requestsPerMinute);
      for (const batch of batches) {
        const sent = queue.addBatch(batch.map(({ job }) => jobIdOf(job.name)));
        waits.push(...batch.map((one) => sent.then(() => this.waitFor(one, goal))));
      }
      for (const one of singles) {
        const asked = queue.addSpare(() => this.stopper.cancel(jobNameOf(one), one.job, this.stopOptions));
        waits.push(asked.then((job) => this.waitForAsked(one, job, goal)));
      }
    }
    return waits;
  }

  /** Those of some jobs that are not being cancelled yet. */
  private async stillToAsk(place: Place, jobIds: readonly string[]): Promise<string[]> {
    const toAsk = new Set<string>();
    for await (const job of listSelected(this.vertexAi, place, this.options.selection, this.options.deadline)) {
      if (needsCancel(job)) toAsk.add(jobIdOf(job.name));
    }
    return jobIds.filter((jobId) => toAsk.has(jobId));
  }

  private refuseTooMany(found: readonly FoundJob[]): void {
    const { maxJobs } = this.options;
    const asked = this.jobs.filter(({ outcome }) => outcome !== "ALREADY_TERMINAL").map(({ name }) => name);
    const names = new Set([...asked, ...found.map(nameOf)]);
    if (names.size <= maxJobs) return;
    throw new TooManyJobsError(
      `${formatCount(names.size)} jobs match, and maxJobs is ${formatCount(maxJobs)}: ${formatNames([...names])}`,
      asked.length,
    );
  }

  /** Waits for a job that was asked singly, and is `undefined` if it does not exist any more. */
  private async waitForAsked(found: FoundJob, job: Job | undefined, goal: Goal): Promise<void> {
    if (!job) this.settle(nameOf(found), undefined);
    else if (goal === "stopped") await this.waitFor(found, goal);
  }

  private async waitFor(found: FoundJob, goal: Goal): Promise<void> {
    const last = await waitForJob(found, {
      goal,
      watcher: this.vertexAi.watcherOf(PIPELINE_JOBS, found.place),
      stopper: this.stopper,
      stopOptions: this.stopOptions,
      queue: this.queueOf(found.place),
      seenMs: this.seenMs,
      onObserved: (seen) => this.ledger.note(nameOf(found), seen),
    });
    if (!last || isTerminal(PIPELINE_JOBS, last)) this.settle(nameOf(found), last);
  }

  private async resume({ name: fullName }: SweptJob): Promise<void> {
    const name = parseJobName(PIPELINE_JOBS, fullName);
    if (!name) return;
    const { job } = await this.stopper.stop(name, { ...this.stopOptions, requestedBefore: true });
    this.settle(fullName, job);
  }

  /** Does something while the budgets of the places are what the options say. */
  private async withinBudget(work: () => Promise<void>): Promise<void> {
    const { transport } = this.vertexAi.client;
    const { places, requestsPerMinute } = this.options;
    const budgets = places.map((place) => transport.budgetOf(place));
    return withBudgets(budgets, requestsPerMinute, work);
  }

  private queueOf(place: Place): CancelQueue {
    const known = this.queues.get(place);
    if (known) return known;
    const { client } = this.vertexAi;
    const { deadline } = this.options;
    const stillToAsk = (jobIds: readonly string[]) => this.stillToAsk(place, jobIds);
    const queue = new CancelQueue({ client, place, deadline, requestsPerMinute: this.requestsPerMinute, stillToAsk });
    this.queues.set(place, queue);
    return queue;
  }

  private get stopOptions(): StopOptions {
    return { deadline: this.options.deadline, missingIsStopped: true, requestedBefore: false };
  }

  private settle(name: string, job: Job | undefined): void {
    this.ledger.settle(name, job);
    this.reportSoon();
  }

  /** One look ends many jobs: they are told of together. */
  private reportSoon(): void {
    this.reporting ??= setImmediate(() => this.report());
  }

  private report(): void {
    clearImmediate(this.reporting);
    this.reporting = undefined;
    this.options.onProgress?.(this.ledger.progress);
  }

  private timeoutError(): TimeoutError {
    const active = this.ledger.unsettled.map(({ name }) => name);
    const { stopped, total } = this.ledger.progress;
    return new TimeoutError(
      `timed out after ${formatDuration(this.options.deadline.timeoutMs)} waiting for ` +
        `${formatJobs(total)} to stop: ${formatCount(stopped)} have, ` +
        `${formatCount(active.length)} still active: ${formatNames(active)}`,
    );
  }
}
