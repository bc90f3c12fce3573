import { setTimeout as sleep } from "node:timers/promises";
import { deleteSwept } from "../deleting/deleteSwept";
import { TimeoutError } from "../errors";
import { getOrCreate } from "../getOrCreate";
import { withBudgets } from "../http/requestBudget";
import type { Job } from "../jobs/job";
import { jobIdOf } from "../jobs/jobName";
import type { ListedJob } from "../selection/listedJob";
import type { VertexAi } from "../vertexAi";
import { EndedJobs } from "./endedJobs";
import { type FoundJob, isEnded, jobNameOf, nameOf, needsCancel } from "./foundJob";
import { findParents, type Parents } from "./parentJobs";
import { untilParentsStop } from "./parentPatience";
import { pollIntervalMs } from "./pollInterval";
import { resumeWait } from "./resumeWait";
import { SelectedJobs, type SweepScope } from "./selectedJobs";
import { stillSelected } from "./stillSelected";
import type { SelectedOptions, Until } from "./stopOptions";
import type { LeftActive, Stopped } from "./stopOutcome";
import { SweepLedger, type SweepProgress } from "./sweepLedger";
import type { SweptJob } from "./sweptJob";

/** How a sweep goes about it. */
export interface SweepOptions extends SweepScope {
  /** How many jobs may be stopped; more are refused. */
  readonly maxJobs: number;
  /** Requests a minute to each project and region while it goes on; default 120. */
  readonly requestsPerMinute?: number;
  /** Jobs of an earlier sweep that this one goes on with: it asks those that the selection matches now. */
  readonly before: readonly SweptJob[];
  /** Called with jobs that match, as they were found, before any of them is cancelled. */
  readonly onFound?: (found: readonly FoundJob[]) => void;
  /** Called with every look at a job that is being stopped, under its full name. */
  readonly onObserved?: (name: string, job: Job) => void;
  /** Called when the counts have changed. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

type Held = Pick<SelectedOptions, "heldUntil" | "wasParentAsked">;

/** Stops all jobs that selections match, and those that start meanwhile. */
export class JobSweeper {
  private readonly ledger: SweepLedger;
  private readonly selected: SelectedJobs;
  private readonly ended = new EndedJobs();
  /** When jobs were as they were found, on the monotonic clock, in milliseconds. */
  private seenMs = 0;
  private reporting: NodeJS.Immediate | undefined;

  constructor(
    private readonly vertexAi: VertexAi,
    private readonly options: SweepOptions,
  ) {
    this.ledger = new SweepLedger(options.before);
    this.selected = new SelectedJobs(vertexAi, options);
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

  /**
   * Deletes the jobs that were stopped, by this sweep or by those that it goes on from, as far as the selections match them
   * now.
   *
   * @throws as {@link deleteSwept}
   */
  async deleteStopped(): Promise<void> {
    const { jobs, ledger } = this;
    await this.withinBudget(() =>
      deleteSwept(this.vertexAi, { ...this.options, jobs, onDeleted: (name) => ledger.deleted(name) }),
    );
  }

  /** The jobs that the selections match now: those that this sweep has listed, and others that it goes on with. */
  async selectedJobs(): Promise<readonly SweptJob[]> {
    const { unlisted } = this.ledger;
    if (unlisted.length === 0) return this.jobs;
    const groups = await stillSelected(this.vertexAi, this.options, unlisted);
    const selected = groups.flatMap((group) => group.selected.map((job) => group.jobs.get(jobIdOf(job.name))));
    return this.jobs.filter((job) => !unlisted.includes(job) || selected.includes(job));
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
    this.seenMs = performance.now();
    return this.selected.list();
  }

  private async stopAll(found: readonly FoundJob[], left: readonly SweptJob[], until: Until): Promise<void> {
    this.ledger.refuseMoreThan(this.options.maxJobs, found);
    this.add(found);
    this.report();
    const results = await Promise.allSettled([
      ...(await this.stopFound(found, until)),
      ...left.map((job) => this.resume(job)),
    ]);
    this.report();
    const failures = results.flatMap((result): unknown[] => (result.status === "rejected" ? [result.reason] : []));
    const failure: unknown = failures.find((error) => !(error instanceof TimeoutError));
    if (failure) throw failure;
    if (failures.length > 0) throw this.ledger.timeoutError(this.options.deadline);
  }

  /** Begins to stop jobs. What others of them have started is left to these first. */
  private async stopFound(found: readonly FoundJob[], until: Until): Promise<Promise<void>[]> {
    const rejects = (one: FoundJob, job: ListedJob) => this.selected.rejects(one, job);
    const { parentsOf, read, left } = await findParents(this.vertexAi, found, rejects, this.options.deadline);
    const latest = (one: FoundJob): FoundJob => ({ ...one, job: { ...one.job, ...read.get(one) } });
    const stops = new Map<FoundJob, Promise<void>>();
    for (const [one, stopped] of left) this.settle(nameOf(one), stopped, { last: one.job });
    const isAsked = (one: FoundJob) => {
      if (until === "terminal") return true;
      return needsCancel(one.kind, latest(one).job) && !parentsOf.get(one)?.areKnown;
    };
    const stop = (one: FoundJob): Promise<void> =>
      getOrCreate(stops, one, () => {
        const parents = until === "terminal" ? parentsOf.get(one) : undefined;
        return this.stopOne(latest(one), until, parents && this.heldBy(parents, stop));
      });
    for (const one of found.filter((one) => !left.has(one) && isAsked(one))) void stop(one);
    return [...stops.values()];
  }

  /** How a job is held for those that may have started it. Only one that certainly has may pass a cancellation on. */
  private heldBy({ jobs, areKnown }: Parents, stop: (one: FoundJob) => Promise<void>): Held {
    const heldUntil = untilParentsStop(jobs.map(stop), this.vertexAi.client.transport.signal);
    return { heldUntil, wasParentAsked: () => areKnown && jobs.some((one) => this.ledger.wasAsked(one)) };
  }

  private async stopOne(found: FoundJob, until: Until, held: Held = {}): Promise<void> {
    const name = nameOf(found);
    let last: Job = found.job;
    const stopped = await this.vertexAi.coordinatorOf(found.kind, found.location).stopSelected(jobNameOf(found), {
      deadline: this.options.deadline,
      requestedBefore: this.ledger.isRequested(name),
      found: found.job,
      seenMs: this.seenMs,
      until,
      ...held,
      findSelected: () => this.selected.find(found),
      lastSelected: () => this.selected.last(found),
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
