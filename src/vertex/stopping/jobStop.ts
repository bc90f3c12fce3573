import { setTimeout as sleep } from "node:timers/promises";
import { isBusy, isMissing, isRefusal, isTransient } from "../errors";
import { withRetries } from "../http/retry";
import { isTerminal, type Job } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import { needsCancel } from "./foundJob";
import type { AcceptedBy, NotAccepted } from "./sharedCancels";
import type { JobStopOptions, SharedWork } from "./stopOptions";
import { type LeftActive, NOT_FOUND, type Stopped, stoppedAs } from "./stopOutcome";
import { Watch } from "./watch";

/** What came of asking. */
type Asked =
  /** The service has accepted it, or is at it. */
  | { readonly as: "accepted" | "underWay" }
  | { readonly as: "missing" }
  /** The service understood and said no. */
  | { readonly as: "refused"; readonly error: Error }
  /** Nothing was sent: the job has ended, or is not to be stopped any more. */
  | { readonly as: "needless"; readonly job: Job };

/** How long the first answer to a cancellation may take before the job is looked at beside it, in milliseconds. */
const FIRST_ANSWER_MS = 1_000;

/**
 * How long an accepted batch may stay without an effect before the job is asked by itself, in milliseconds: a batch is
 * answered before the service looks at its jobs. The old state was recorded for up to 4 s.
 *
 * @see https://github.com/cloud-custodian/cloud-custodian/tree/main/tools/c7n_gcp/tests/data/flights
 */
export const EFFECT_MS = 10_000;

/** How many batches with a job in it are refused before the job is asked by itself. */
const MOST_REFUSED_BATCHES = 1;

/** The stop of one job: asks for cancellation where that is needed, and waits until the job has come as far as it is to. */
export class JobStop {
  /** Whether it was asked to stop, by anybody: by an answer of the service or by the job's state. */
  private wasAsked: boolean;
  /** Whether an answer that was lost may have accepted the cancellation. */
  private mayBeAccepted = false;
  private accepted: { readonly by: AcceptedBy; readonly atMs: number } | undefined;
  private refusal: Error | undefined;
  private refusedBatches = 0;
  private asking: Promise<void> = Promise.resolve();
  private hasAskedAgain = false;
  /** Resolves when a cancellation is sent for the first time. */
  private readonly turn: Promise<void>;
  private takeTurn = () => {};
  /** Aborted when the job has stopped: another one may be started under its name, and nothing may be asked of that. */
  private readonly over = new AbortController();
  private readonly signal: AbortSignal;
  /** Keeps the newest view of the job. */
  private readonly watch: Watch;

  constructor(
    private readonly shared: SharedWork,
    private readonly name: JobName,
    private readonly options: JobStopOptions,
  ) {
    this.wasAsked = options.requestedBefore;
    this.signal = AbortSignal.any([shared.signal, this.over.signal]);
    this.turn = new Promise((resolve) => {
      this.takeTurn = resolve;
    });
    this.watch = this.newWatch();
  }

  /**
   * @returns what became of the job; it is left active where nobody waits until it has stopped, and where it is not to be
   *   stopped any more.
   */
  async run(): Promise<Stopped | LeftActive> {
    const { kind } = this.shared;
    const { found } = this.options;
    if (isTerminal(kind, found) && !this.options.requestedBefore) return { outcome: "ALREADY_TERMINAL", job: found };
    const last = await this.stop();
    if (!last) return NOT_FOUND;
    const wasAsked = this.wasAsked || this.mayBeAccepted || this.options.wasParentAsked?.() === true;
    return isTerminal(kind, last) ? stoppedAs(kind, last, wasAsked) : { job: last };
  }

  /** @returns the job as it was seen last; `undefined` when it does not exist any more. */
  private async stop(): Promise<Job | undefined> {
    const { watch } = this;
    const { found, heldUntil } = this.options;
    try {
      if (heldUntil) {
        this.shared.watcher.add(watch);
        await Promise.race([heldUntil, watch.result.catch(() => {})]);
      }
      if (!watch.isOver) this.follow(this.ask(heldUntil ? undefined : found));
      await Promise.race([this.asking, this.turn.then(() => this.patience())]);
      if (!watch.isOver && !heldUntil) this.shared.watcher.add(watch);
      return await watch.result;
    } finally {
      this.over.abort();
      await this.asking;
    }
  }

  private async patience(): Promise<void> {
    await sleep(FIRST_ANSWER_MS, undefined, { signal: this.over.signal }).catch(() => {});
  }

  private newWatch(): Watch {
    const { found, deadline, seenMs } = this.options;
    const onObserved = (seen: Job) => this.observe(seen);
    return new Watch(this.shared.kind, this.name, found, { deadline, seenMs, onObserved });
  }

  private observe(seen: Job): void {
    const { kind } = this.shared;
    const { until, onObserved } = this.options;
    onObserved?.(seen);
    this.wasAsked ||= seen.state === kind.cancellingState;
    if (!needsCancel(kind, seen)) {
      if (until === "cancelRequested") this.watch.release();
    } else if (this.refusal) this.watch.fail(this.refusal);
    else if (this.isWithoutEffect) this.askAgain();
  }

  /** Whether a batch was accepted, and has done nothing for long. */
  private get isWithoutEffect(): boolean {
    const { accepted, hasAskedAgain } = this;
    return accepted?.by === "batchCancel" && !hasAskedAgain && performance.now() - accepted.atMs >= EFFECT_MS;
  }

  private askAgain(): void {
    this.hasAskedAgain = true;
    this.follow(this.ask());
  }

  private follow(asking: Promise<Asked>): void {
    this.asking = asking.then(
      (asked) => this.take(asked),
      (error: unknown) => this.watch.fail(error),
    );
  }

  private take(asked: Asked): void {
    const { watch } = this;
    const { until } = this.options;
    if (asked.as === "missing") watch.observeMissing();
    else if (asked.as === "needless") watch.release(asked.job);
    else if (asked.as === "refused") {
      // What was accepted before may be why the service refuses it now.
      if (!this.accepted && !this.mayBeAccepted) this.refusal = asked.error;
    } else if (until === "cancelRequested" && this.accepted?.by !== "batchCancel") watch.release();
  }

  /**
   * Asks for cancellation. A repeat is settled by looking first: the attempt before may have had its effect.
   *
   * @param found - the job if it was just seen; else it is looked at.
   */
  private async ask(found?: Job): Promise<Asked> {
    const { deadline } = this.options;
    try {
      return await withRetries((number) => this.askOnce(number === 1 ? found : undefined), {
        deadline,
        signal: this.signal,
      });
    } catch (error) {
      if (isMissing(error)) return { as: "missing" };
      if (!isRefusal(error)) throw error;
      this.wasAsked = true;
      return { as: "refused", error };
    }
  }

  private async askOnce(found?: Job): Promise<Asked> {
    const needless = found ? this.judge(found) : await this.lookAgain();
    if (needless) return needless;
    const by = await this.send();
    if (by === "needless") return this.judge(this.watch.last) ?? this.askOnce();
    if (by === "batchRefused") {
      this.refusedBatches += 1;
      return this.askOnce();
    }
    this.accepted = { by, atMs: performance.now() };
    this.wasAsked = true;
    this.options.onRequested?.();
    return { as: "accepted" };
  }

  private async send(): Promise<AcceptedBy | NotAccepted> {
    const { deadline } = this.options;
    const isAlone = this.hasAskedAgain || this.refusedBatches > MOST_REFUSED_BATCHES;
    try {
      return await this.shared.cancels.cancel(this.name, {
        deadline,
        signal: this.signal,
        isAlone,
        onTurn: this.takeTurn,
        isNeedless: () => this.isNeedless(),
      });
    } catch (error) {
      this.mayBeAccepted ||= isTransient(error) && !isBusy(error);
      throw error;
    }
  }

  /** @returns what is known without asking; `undefined` when the job is to be asked. */
  private async lookAgain(): Promise<Asked | undefined> {
    const { deadline, findSelected, onObserved } = this.options;
    const selected = await findSelected?.();
    const shown = selected ?? (await this.shared.look(this.name, { deadline, signal: this.over.signal }));
    if (!shown) return { as: "missing" };
    const job = this.watch.newest(shown);
    onObserved?.(job);
    return findSelected && !selected ? { as: "needless", job } : this.judge(job);
  }

  /** Whether a look has shown, while the cancellation waited for its turn, that the job needs none. */
  private isNeedless(): boolean {
    const { lastSelected = () => this.watch.last } = this.options;
    const selected = lastSelected();
    return !selected || !needsCancel(this.shared.kind, this.watch.newest(selected));
  }

  private judge(job: Job): Asked | undefined {
    const { kind } = this.shared;
    if (isTerminal(kind, job)) return { as: "needless", job };
    if (needsCancel(kind, job)) return undefined;
    this.wasAsked = true;
    return { as: "underWay" };
  }
}
