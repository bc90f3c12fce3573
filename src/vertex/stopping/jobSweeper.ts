import { setTimeout as sleep } from "node:timers/promises";
import { TimeoutError } from "../errors";
import { getOrCreate } from "../getOrCreate";
import { allDone } from "../http/allDone";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { withBudgets } from "../http/requestBudget";
import type { Job } from "../jobs/job";
import { jobIdOf } from "../jobs/jobName";
import type { ListedJob } from "../selection/listedJob";
import { listSelected, type Selection } from "../selection/listSelected";
import type { VertexAi } from "../vertexAi";
import { EndedJobs } from "./endedJobs";
import { type FoundJob, isEnded, jobNameOf, nameOf, needsCancel } from "./foundJob";
import type { Until } from "./jobStop";
import { pollIntervalMs } from "./pollInterval";
import { resumeWait } from "./resumeWait";
import { type JobsById, SharedListing } from "./sharedListing";
import type { LeftActive, Stopped } from "./stopOutcome";
import { SweepLedger, type SweepProgress } from "./sweepLedger";
import type { SweptJob } from "./sweptJob";

/** How a sweep goes about it. */
export interface SweepOptions {
  /** Projects and regions to sweep. */
  readonly locations: readonly Location[];
  readonly selection: Selection;
  /** How many jobs may be stopped; more are refused. */
  readonly maxJobs: number;
  /** Requests a minute to each project and region while it goes on; default 120. */
  readonly requestsPerMinute?: number;
  readonly deadline: Deadline;
  /** Jobs of an earlier sweep that this one goes on with: it asks those that the selection matches now. */
  readonly before: readonly SweptJob[];
  /** Called with jobs that match, as they were found, before any of them is cancelled. */
  readonly onFound?: (found: readonly FoundJob[]) => void;
  /** Called with every look at a job that is being stopped, under its full name. */
  readonly onObserved?: (name: string, job: Job) => void;
  /** Called when the counts have changed. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

/** Stops all jobs that a selection matches, and those that start meanwhile. */
export class JobSweeper {
  private readonly ledger: SweepLedger;
  private readonly selected = new Map<Location, SharedListing<JobsById>>();
  private readonly ended = new EndedJobs();
  /** When jobs were as they were found, on the monotonic clock, in milliseconds. */
  private seenMs = 0;
  private reporting: NodeJS.Immediate | undefined;

  constructor(
    private readonly vertexAi: VertexAi,
    private readonly options: SweepOptions,
  ) {
    this.ledger = new SweepLedger(options.before);
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
    const left = this.ledger.unfinished.filter(({ name }) => !names.has(name));
    await this.stopAll(found, left, "terminal");
    for (;;) {
      found = await this.list();
      if (found.length === 0) return;
      const news = found.filter((one) => !this.ended.isOutdated(one));
      if (news.length > 0) await this.stopAll(news, [], "terminal");
      // What listings lag behind is known already: no job has to be waited for any longer than there is time.
      else if (!(await this.pause())) return;
    }
  }

  /** Waits before the next listing. @returns whether there is time for it. */
  private async pause(): Promise<boolean> {
    const { deadline } = this.options;
    const { signal } = this.vertexAi.client.transport;
    await sleep(Math.min(pollIntervalMs(deadline.elapsedMs()), deadline.remainingMs()), undefined, { signal });
    return deadline.remainingMs() > 0;
  }

  /**
   * Lists and cancels, and waits only until every job has been seen to be cancelling, or was asked by itself: `batchCancel`
   * responds before it checks the jobs, so each job is verified. Jobs that come meanwhile are left alone.
   *
   * @throws like {@link sweep}
   */
  async request(): Promise<void> {
    await this.withinBudget(async () => this.stopAll(await this.listFirst(), [], "cancelRequested"));
  }

  /** What is active and matches now, without stopping any of it. */
  async list(): Promise<FoundJob[]> {
    return (await this.listInAnyState()).filter((one) => !isEnded(one));
  }

  /** The first listing of a sweep, which counts what has ended before. @returns what is active. */
  private async listFirst(): Promise<FoundJob[]> {
    const listed = await this.listInAnyState();
    this.add(listed.filter(isEnded));
    return listed.filter((one) => !isEnded(one));
  }

  private add(found: readonly FoundJob[]): void {
    for (const one of found) this.ledger.add(one);
    this.options.onFound?.(found);
  }

  private async listInAnyState(): Promise<FoundJob[]> {
    const { locations, selection, deadline } = this.options;
    this.seenMs = performance.now();
    const listings = locations.map(async (location) => {
      const found: FoundJob[] = [];
      for await (const job of listSelected(this.vertexAi, location, selection, deadline)) {
        found.push({ kind: selection.kind, location, job });
      }
      return found;
    });
    return (await allDone(listings)).flat();
  }

  private async stopAll(found: readonly FoundJob[], left: readonly SweptJob[], until: Until): Promise<void> {
    this.ledger.refuseMoreThan(this.options.maxJobs, found);
    this.add(found);
    this.report();
    const asked = until === "terminal" ? found : found.filter(({ kind, job }) => needsCancel(kind, job));
    const stops = [...asked.map((one) => this.stopOne(one, until)), ...left.map((job) => this.resume(job))];
    const results = await Promise.allSettled(stops);
    this.report();
    const failures = results.flatMap((result): unknown[] => (result.status === "rejected" ? [result.reason] : []));
    const failure: unknown = failures.find((error) => !(error instanceof TimeoutError));
    if (failure) throw failure;
    if (failures.length > 0) throw this.ledger.timeoutError(this.options.deadline);
  }

  private async stopOne(found: FoundJob, until: Until): Promise<void> {
    const name = nameOf(found);
    let last: Job = found.job;
    const stopped = await this.vertexAi.coordinatorOf(found.kind, found.location).stopSelected(jobNameOf(found), {
      deadline: this.options.deadline,
      requestedBefore: this.ledger.isRequested(name),
      found: found.job,
      seenMs: this.seenMs,
      until,
      findSelected: async () => (await this.selectedIn(found.location).read()).get(jobIdOf(found.job.name)),
      onObserved: (seen) => {
        last = seen;
        this.ledger.update(name, seen);
        this.options.onObserved?.(name, seen);
      },
      onRequested: () => this.ledger.cancelRequested(name),
    });
    this.settle(name, stopped, { last, isKept: until === "cancelRequested" });
  }

  private async resume(job: SweptJob): Promise<void> {
    const { name } = job;
    const stopped = await resumeWait(job, {
      vertexAi: this.vertexAi,
      deadline: this.options.deadline,
      onObserved: (observed) => this.ledger.update(name, observed),
    });
    this.settle(name, stopped);
  }

  /** @param isKept - whether a job that is left active stays in the list; else it does not belong to the sweep any more. */
  private settle(
    name: string,
    stopped: Stopped | LeftActive,
    { last, isKept = false }: { last?: Job; isKept?: boolean } = {},
  ): void {
    const job = stopped.job ?? last;
    if (stopped.outcome !== undefined) {
      if (job) this.ended.add(name, job);
      this.ledger.complete(name, stopped);
      this.reportSoon();
    } else if (!isKept) this.ledger.remove(name);
  }

  /** Does something while the budgets of the places are what the options say. */
  private async withinBudget(work: () => Promise<void>): Promise<void> {
    const { transport } = this.vertexAi.client;
    const { locations, requestsPerMinute } = this.options;
    const budgets = locations.map((location) => transport.budgetOf(location));
    return withBudgets(budgets, requestsPerMinute, work);
  }

  /** What the selection matches now. One listing tells it for all jobs that have to be looked at again. */
  private selectedIn(location: Location): SharedListing<JobsById> {
    return getOrCreate(this.selected, location, () => new SharedListing(() => this.listSelected(location)));
  }

  private async listSelected(location: Location): Promise<JobsById> {
    const jobs = new Map<string, ListedJob>();
    for await (const job of listSelected(this.vertexAi, location, this.options.selection, this.options.deadline)) {
      jobs.set(jobIdOf(job.name), job);
    }
    return jobs;
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
}
