import { setTimeout as sleep } from "node:timers/promises";
import { AbortedError, HttpError, isMissing, isTransient } from "../errors";
import type { Location } from "../http/call";
import { earliest } from "../http/deadline";
import { retryDelayMs } from "../http/retry";
import { ChangeListing } from "../jobs/changeListing";
import type { Job } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import type { JobsClient } from "../jobs/jobsClient";
import { activeFilter, type JobKind } from "../kinds/jobKind";
import { LookPace } from "./lookPace";
import { pollIntervalMs } from "./pollInterval";
import type { SharedLooks } from "./sharedLooks";
import { Watch, type WatchOptions } from "./watch";

/** How much of what was listed is listed again, in milliseconds: a listing may lag behind. */
const OVERLAP_MS = 5_000;

/** How often all active jobs are listed, and not only what has changed, in milliseconds: a deleted job never changes. */
const FULL_LISTING_INTERVAL_MS = 30_000;

/** The same for each job that is waited for, in milliseconds: its many pages must not slow down the other looks. */
const FULL_LISTING_INTERVAL_PER_JOB_MS = 100;

/** How long no list of changes is read after one that was not worth its requests, in milliseconds. */
const USELESS_FOR_MS = 10_000;

/**
 * How long after a look a wait may begin that the next look is put off for, in milliseconds: jobs that are cancelled together
 * would else be seen to end by two looks, a second apart.
 */
const LATE_START_MS = 200;

/**
 * Watches all jobs of one kind in one project and region, for everyone in this process who waits for one.
 *
 * One job is looked at by get. Several are looked at by listing what has changed since, so that a thousand cost little
 * more than one.
 */
export class JobWatcher {
  private readonly watches = new Set<Watch>();
  private isRunning = false;
  private wake = new AbortController();
  /** Ends the look that is under way. */
  private looking = new AbortController();
  private lastLookMs = Number.NEGATIVE_INFINITY;
  /** Requests that the present look has taken so far. */
  private requests = 0;
  private readonly pace = new LookPace();
  private failures = 0;
  private retryDelayMs = 0;
  private mayList: boolean;
  /** Until when lists of changes are not read, on the monotonic clock, in milliseconds. */
  private uselessUntilMs = 0;
  /** Changes until then are known, in the server's time. */
  private listedUntilMs = 0;
  /** When they were asked for. */
  private lastListMs = Number.NEGATIVE_INFINITY;
  private fullyListedMs = 0;
  private readonly listing: ChangeListing;

  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    private readonly location: Location,
    private readonly looks: SharedLooks,
  ) {
    this.mayList = kind.isListedByUpdateTime;
    this.listing = new ChangeListing(client, kind, location);
  }

  /**
   * Waits until a job has ended: looks at once if nobody else waits, then at the poll interval, for the last time at the
   * deadline.
   *
   * @param job - the job as last seen.
   * @returns the watch; its result is the end of the wait.
   */
  watch(name: JobName, job: Job, options: WatchOptions): Watch {
    const watch = new Watch(this.kind, name, job, options);
    this.add(watch);
    return watch;
  }

  /** Begins a wait. */
  add(watch: Watch): void {
    watch.startedMs = performance.now();
    this.watches.add(watch);
    this.wake.abort();
    const end = () => this.remove(watch);
    watch.result.then(end, end);
    if (!this.isRunning) void this.run();
  }

  /** The watch has ended, by a look or from outside. Where nobody waits any longer, nothing is looked at. */
  private remove(watch: Watch): void {
    this.watches.delete(watch);
    if (this.watches.size > 0) return;
    this.wake.abort();
    this.looking.abort();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    this.lastLookMs = Number.NEGATIVE_INFINITY;
    this.fullyListedMs = performance.now();
    try {
      while (this.watches.size > 0) await this.lookOnce();
    } catch (error) {
      this.failAll(error); // nobody may wait for a watcher that has stopped
      this.watches.clear();
    } finally {
      this.isRunning = false;
    }
  }

  private async lookOnce(): Promise<void> {
    await this.pause();
    if (this.client.transport.signal.aborted) this.failAll(new AbortedError());
    this.lastLookMs = performance.now();
    await this.look();
    for (const watch of this.watches) watch.expire();
  }

  /** Sleeps until the next look is due, or somebody's deadline; a new watch may bring either forward. */
  private async pause(): Promise<void> {
    for (;;) {
      if (this.watches.size === 0) return;
      const dueMs = this.intervalBeginsMs() + this.intervalMs() - performance.now();
      const waitMs = Math.min(dueMs, ...[...this.watches].map(({ deadline }) => deadline.remainingMs()));
      if (waitMs <= 0 || this.client.transport.signal.aborted) return;
      this.wake = new AbortController();
      const signal = AbortSignal.any([this.client.transport.signal, this.wake.signal]);
      await sleep(Math.ceil(waitMs), undefined, { signal }).catch(() => {});
    }
  }

  /** When the interval to the next look begins: at the last look, or at a wait that began soon after it. */
  private intervalBeginsMs(): number {
    const newestMs = Math.max(...[...this.watches].map(({ startedMs }) => startedMs));
    return newestMs - this.lastLookMs <= LATE_START_MS ? Math.max(newestMs, this.lastLookMs) : this.lastLookMs;
  }

  private intervalMs(): number {
    const waitedMs = Math.min(...[...this.watches].map(({ startedMs }) => Math.max(0, this.lastLookMs - startedMs)));
    const care = this.client.transport.budgetOf(this.location).isScarce ? 2 : 1;
    return Math.max(this.pace.intervalMs(pollIntervalMs(waitedMs)) * care, this.retryDelayMs);
  }

  private async look(): Promise<void> {
    const watches = [...this.watches];
    if (watches.length === 0) return;
    this.requests = 0;
    this.looking = new AbortController();
    const listsChanges = this.mayList && performance.now() >= this.uselessUntilMs;
    if (watches.length > 1 && listsChanges) await this.lookByList(watches);
    else await this.lookSingly(watches);
    this.pace.add(this.requests);
  }

  private async lookSingly(all: readonly Watch[]): Promise<void> {
    const watches = all.filter(({ isOver }) => !isOver);
    const { signal } = this.looking;
    const sentBefore = this.looks.requestCount;
    const looks = watches.map(({ name, deadline }) => ({ name, deadline, signal, takesEnded: true }));
    const answers = this.looks.lookTogether(looks);
    await Promise.all(watches.map((watch, index) => this.tell(watch, answers[index] as Promise<Job>)));
    this.requests += this.looks.requestCount - sentBefore;
  }

  private async tell(watch: Watch, answer: Promise<Job>): Promise<void> {
    try {
      watch.observe(await answer);
      this.noteSuccess();
    } catch (error) {
      if (watch.isOver) return;
      if (isMissing(error)) watch.observeMissing();
      else if (isTransient(error)) this.noteFault(error, [watch]);
      else watch.fail(error);
    }
  }

  private async lookByList(watches: readonly Watch[]): Promise<void> {
    try {
      await this.lookAtChanges(watches, this.isFullListingDue(watches.length));
      this.noteSuccess();
    } catch (error) {
      if (this.looking.signal.aborted) return; // who has come since has nothing to do with it
      if (isTransient(error)) return this.noteFault(error, watches);
      if (!(error instanceof HttpError)) return this.failAll(error);
      // Listing may be denied where getting is not.
      this.mayList = false;
      await this.lookSingly(watches);
    }
  }

  /**
   * Lists what has changed since the last listing, or since a job has that was seen before it and not looked for in it;
   * and, at times, all that is active. A job that is missing then is gone: a look at it tells. In a busy project others
   * change, too: what a listing does not tell at the price of the looks that it saves is looked at singly.
   */
  private async lookAtChanges(watches: readonly Watch[], isFull: boolean): Promise<void> {
    const sinceMs = Math.min(...watches.map((watch) => this.unknownSinceMs(watch)));
    const areListed = watches.every(({ isListed }) => isListed);
    this.lastListMs = performance.now();
    const isChanged = `update_time>="${new Date(sinceMs).toISOString()}"`;
    const { jobs, untilMs, isComplete } = await this.listing.list({
      filter: [isChanged, isFull && activeFilter(this.kind)].filter(Boolean).join(" OR "),
      jobIds: new Set(watches.map(({ name }) => name.jobId)),
      mayEndEarly: !isFull && areListed,
      isWorthMore: (found, pages) => pages < this.looks.costOf(watches.length - found),
      deadline: earliest(watches.map((watch) => watch.deadline)),
      signal: this.looking.signal,
      onRequest: () => {
        this.requests += 1;
      },
    });
    this.listedUntilMs = Math.max(sinceMs, untilMs);
    this.listing.forgetBefore(this.listedUntilMs - OVERLAP_MS);
    if (isFull) this.fullyListedMs = performance.now();
    const untold: Watch[] = [];
    for (const watch of watches) {
      watch.isListed = true;
      const job = jobs.get(watch.name.jobId);
      if (job) watch.observe(job);
      else if (isFull || !isComplete) untold.push(watch);
      else watch.observeUnchanged();
    }
    if (areListed && !isFull && !isComplete) this.uselessUntilMs = performance.now() + USELESS_FOR_MS;
    await this.lookSingly(untold);
  }

  private isFullListingDue(jobCount: number): boolean {
    const intervalMs = Math.max(FULL_LISTING_INTERVAL_MS, jobCount * FULL_LISTING_INTERVAL_PER_JOB_MS);
    return performance.now() - this.fullyListedMs >= intervalMs;
  }

  /** Since when changes of a job may have gone unseen, in the server's time. */
  private unknownSinceMs(watch: Watch): number {
    const listedMs = this.listedUntilMs - OVERLAP_MS;
    if (watch.isListed) return listedMs;
    return watch.seenMs < this.lastListMs ? watch.updateTimeMs : Math.max(watch.updateTimeMs, listedMs);
  }

  private noteSuccess(): void {
    this.failures = 0;
    this.retryDelayMs = 0;
  }

  private noteFault(error: Error, watches: readonly Watch[]): void {
    this.failures += 1;
    this.retryDelayMs = retryDelayMs(error, this.failures);
    for (const watch of watches) watch.noteFault(error);
  }

  private failAll(error: unknown): void {
    for (const watch of this.watches) watch.fail(error);
  }
}
