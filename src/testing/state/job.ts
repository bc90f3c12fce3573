import type { JobKind } from "./jobKind";
import { isTerminal, stateWord } from "./jobState";
import type { JsonObject } from "./json";
import { formatResourceName } from "./resourceName";
import { Timeline, type Transition } from "./timeline";

/** What a job is made of; plain data, so that it can be saved. */
export interface JobRecord {
  readonly projectNumber: string;
  readonly region: string;
  readonly id: string;
  /** Counts all resources of a fake; orders jobs that were created in the same millisecond. */
  readonly sequence: number;
  /** The fields that do not follow from the state: `displayName`, `labels`, `pipelineSpec`, … */
  readonly fields: JsonObject;
  readonly transitions: readonly Transition[];
  /** The states that the next looks at the job answer; the last one stays. Such a job ignores cancellation. */
  readonly script?: readonly string[];
  /** How long this job takes to cancel, in milliseconds, instead of what the fake was told. */
  readonly timeToCancelMs?: number;
  /** The state in which it ends although cancellation was accepted. */
  readonly winsRace?: string;
  /** A child that keeps running when the job that it belongs to has ended. */
  readonly staysBehind?: boolean;
}

/** The moments of a job, in milliseconds since the epoch. */
export type JobTimes = {
  readonly createMs: number;
  /** Since when it ran; `undefined` if it never did. */
  readonly startMs: number | undefined;
  /** Since when it is terminal. */
  readonly endMs: number | undefined;
  readonly updateMs: number;
};

/** A job that is on the fake's books. */
export class Job {
  /** The full name, with the project's number. */
  readonly name: string;
  readonly timeline: Timeline;
  readonly #script: string[];
  #isScripted: boolean;

  constructor(
    readonly kind: JobKind,
    private readonly record: JobRecord,
  ) {
    const { projectNumber, region, id } = record;
    this.name = formatResourceName({ project: projectNumber, region, collection: kind.collection, id });
    this.timeline = new Timeline(record.transitions);
    this.#script = [...(record.script ?? [])];
    this.#isScripted = record.script !== undefined;
  }

  get id(): string {
    return this.record.id;
  }

  get region(): string {
    return this.record.region;
  }

  get projectNumber(): string {
    return this.record.projectNumber;
  }

  get sequence(): number {
    return this.record.sequence;
  }

  get fields(): JsonObject {
    return this.record.fields;
  }

  get timeToCancelMs(): number | undefined {
    return this.record.timeToCancelMs;
  }

  get staysBehind(): boolean {
    return this.record.staysBehind ?? false;
  }

  get createMs(): number {
    return this.timeline.all()[0]?.atMs ?? 0;
  }

  state(nowMs: number): string {
    return this.timeline.latest(nowMs).state;
  }

  isTerminal(nowMs: number): boolean {
    return isTerminal(this.state(nowMs));
  }

  times(nowMs: number): JobTimes {
    const past = this.timeline.past(nowMs);
    const latest = this.timeline.latest(nowMs);
    return {
      createMs: this.createMs,
      startMs: past.find(({ state }) => stateWord(state) === "RUNNING")?.atMs,
      endMs: isTerminal(latest.state) ? latest.atMs : undefined,
      updateMs: latest.atMs,
    };
  }

  /** Takes the next state of a scripted job; anything else is left as it is. */
  observe(nowMs: number): void {
    const next = this.#script.shift();
    if (next !== undefined && next !== this.state(nowMs)) {
      this.timeline.replan(nowMs, [{ atMs: nowMs, state: next }]);
    }
  }

  /** Puts the job into a state by decree; what was planned or scripted for it no longer happens. */
  setState(nowMs: number, state: string): void {
    this.#script.length = 0;
    this.#isScripted = false;
    this.timeline.replan(nowMs, [{ atMs: nowMs, state }]);
  }

  /**
   * Accepts a cancellation: the job is CANCELLING after `lagMs` and CANCELLED `timeToCancelMs` after that. A job that is
   * CANCELLING already stays on its way, and a scripted one keeps to its script.
   */
  cancel(nowMs: number, timeToCancelMs: number, lagMs: number): void {
    if (this.#isScripted || this.#isBeingCancelled(nowMs)) {
      return;
    }
    const { statePrefix } = this.kind;
    const cancellingMs = nowMs + lagMs;
    this.timeline.replan(nowMs, [
      { atMs: cancellingMs, state: `${statePrefix}CANCELLING` },
      { atMs: cancellingMs + timeToCancelMs, state: this.record.winsRace ?? `${statePrefix}CANCELLED` },
    ]);
  }

  /** The job as it is now, scripts and plans included. */
  toRecord(): JobRecord {
    const { script: _used, ...record } = this.record;
    const transitions = this.timeline.all().filter(({ atMs }) => Number.isFinite(atMs));
    return { ...record, transitions, ...(this.#isScripted ? { script: [...this.#script] } : {}) };
  }

  /** Now, or as planned; a job that was put back to work after an earlier cancellation is not. */
  #isBeingCancelled(nowMs: number): boolean {
    const cancelling = `${this.kind.statePrefix}CANCELLING`;
    return (
      this.state(nowMs) === cancelling ||
      this.timeline.all().some(({ atMs, state }) => state === cancelling && atMs > nowMs)
    );
  }
}
