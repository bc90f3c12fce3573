import { contentOf } from "../../messages/failure";
import { type Message, message } from "../../messages/message";
import { formatDuration } from "../duration";
import { TimeoutError } from "../errors";
import type { Deadline } from "../http/deadline";
import { isTerminal, type Job } from "../jobs/job";
import { formatJobName, type JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";

/** How one job is waited for. */
export interface WatchOptions {
  readonly deadline: Deadline;
  /** When the job was as it is given, on the monotonic clock, in milliseconds; default: now. */
  readonly seenMs?: number;
  /** Called with every look at the job, whether it has changed or not. */
  readonly onObserved?: (job: Job) => void;
}

/**
 * One job that is waited for until it has ended: its deadline, and what was seen of it.
 *
 * `PAUSED` and states that this version does not know are not the end.
 */
export class Watch {
  /**
   * The job in its terminal state, or `undefined` when it does not exist any more; after {@link release}, as it was then.
   *
   * @throws TimeoutError naming the last state and how often each was seen; HttpError, AuthError, AbortedError
   */
  readonly result: Promise<Job | undefined>;
  /** When the wait began, on the monotonic clock, in milliseconds. */
  startedMs = performance.now();
  /** When the job was as it was given, on the monotonic clock, in milliseconds. */
  readonly seenMs: number;
  /** When the job had last changed when the wait began, in the server's time; 0 if that is not known. */
  readonly updateTimeMs: number;
  /** Whether a listing has been looked through for the job. */
  isListed = false;
  private over = false;
  private fault: Error | undefined;
  private readonly seen = new Map<string, number>();
  private resolve: (job: Job | undefined) => void = () => {};
  private reject: (error: unknown) => void = () => {};

  constructor(
    private readonly kind: JobKind,
    readonly name: JobName,
    private latest: Job,
    private readonly options: WatchOptions,
  ) {
    this.seenMs = options.seenMs ?? this.startedMs;
    this.updateTimeMs = updateTimeMsOf(latest);
    this.result = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** Whether {@link result} is settled. */
  get isOver(): boolean {
    return this.over;
  }

  get deadline(): Deadline {
    return this.options.deadline;
  }

  /** The job as last seen. */
  get last(): Job {
    return this.latest;
  }

  /** Takes note of what another look has shown, which does not count as one of this wait. @returns the job as last seen. */
  newest(shown: Job): Job {
    if (!isOlder(shown, this.latest)) this.latest = shown;
    return this.latest;
  }

  /** A look has shown the job. */
  observe(shown: Job): void {
    if (this.over) return;
    const job = this.newest(shown);
    this.fault = undefined;
    const count = (this.seen.get(job.state) ?? 0) + 1;
    this.seen.delete(job.state); // so that the last state is the last key
    this.seen.set(job.state, count);
    this.options.onObserved?.(job);
    if (isTerminal(this.kind, job)) this.end(() => this.resolve(job));
  }

  /** A look at what has changed has not shown the job: it is as it was. */
  observeUnchanged(): void {
    this.observe(this.last);
  }

  /** The job does not exist any more. */
  observeMissing(): void {
    this.end(() => this.resolve(undefined));
  }

  /** A look has failed; the next one may not. */
  noteFault(error: Error): void {
    this.fault = error;
  }

  /**
   * Nobody has to wait any longer, whether the job has ended or not.
   *
   * @param last - the result; default: the job as last seen.
   */
  release(last = this.last): void {
    this.end(() => this.resolve(last));
  }

  fail(error: unknown): void {
    this.end(() => this.reject(error));
  }

  /** Ends the watch if its time is up. To be called after a look, so that the last look counts. */
  expire(): void {
    if (this.over || this.deadline.remainingMs() > 0) return;
    this.fail(new TimeoutError(this.describeTimeout()));
  }

  private describeTimeout(): Message {
    const { fault, last, seen } = this;
    const waited = { timeout: formatDuration(this.deadline.timeoutMs), job: formatJobName(this.kind, this.name) };
    const states = [...seen].map(([state, count]) => `${state} ×${count}`);
    const timedOut =
      states.length === 0
        ? message("timedOutUnseen", waited)
        : message("timedOut", { ...waited, state: last.state, seen: states });
    if (!fault) return timedOut;
    return message("lastLookFailed", { failure: timedOut, fault: contentOf(fault) });
  }

  private end(settle: () => void): void {
    this.over = true;
    settle();
  }
}

/** Whether a listing that lags behind shows a job as it was before, or another one that had its name before. */
function isOlder(shown: Job, known: Job): boolean {
  const shownMs = updateTimeMsOf(shown);
  return shownMs > 0 && shownMs < updateTimeMsOf(known);
}

/** When a job last changed, in milliseconds since the epoch; 0 if it does not say. */
export function updateTimeMsOf(job: Job): number {
  return Date.parse(job.updateTime ?? "") || 0;
}
