import { Cron } from "./cron";
import type { JsonObject } from "./json";
import { formatResourceName } from "./resourceName";

/** The states of a schedule. */
export type ScheduleState = "ACTIVE" | "PAUSED" | "COMPLETED";

/** What a schedule is made of; plain data, so that it can be saved. Moments are in milliseconds since the epoch. */
export interface ScheduleRecord {
  readonly projectNumber: string;
  readonly region: string;
  readonly id: string;
  readonly sequence: number;
  /** What the client set: `displayName`, `cron`, `createPipelineJobRequest`, limits. */
  readonly fields: JsonObject;
  readonly state: ScheduleState;
  readonly createMs: number;
  readonly updateMs: number;
  readonly startMs: number;
  readonly endMs?: number;
  readonly nextRunMs?: number;
  readonly lastPauseMs?: number;
  readonly lastResumeMs?: number;
  readonly startedRunCount: number;
  /** Runs that wait for others to end. */
  readonly queuedRunCount: number;
  readonly catchUp: boolean;
  readonly lastRun?: { readonly scheduledMs: number; readonly jobName: string };
}

/** A schedule that is on the fake's books. */
export class Schedule {
  #record: ScheduleRecord;

  constructor(record: ScheduleRecord) {
    this.#record = record;
  }

  get record(): ScheduleRecord {
    return this.#record;
  }

  get projectNumber(): string {
    return this.#record.projectNumber;
  }

  get region(): string {
    return this.#record.region;
  }

  get id(): string {
    return this.#record.id;
  }

  get state(): ScheduleState {
    return this.#record.state;
  }

  /** The full name, with the project's number. */
  get name(): string {
    const { projectNumber, region, id } = this.#record;
    return formatResourceName({ project: projectNumber, region, collection: "schedules", id });
  }

  /** The tick that is due at `nowMs`, if there is one. */
  dueMs(nowMs: number): number | undefined {
    const { state, nextRunMs } = this.#record;
    return state === "ACTIVE" && nextRunMs !== undefined && nextRunMs <= nowMs ? nextRunMs : undefined;
  }

  /** How many runs may be active at once. */
  get maxActiveRuns(): number {
    return Number(this.#record.fields.maxConcurrentActiveRunCount ?? Number.POSITIVE_INFINITY);
  }

  /** Plans the first tick after `afterMs`, or completes the schedule if there is none any more. */
  planAfter(afterMs: number): void {
    const { fields, startMs, endMs, startedRunCount, queuedRunCount, nextRunMs: _done, ...rest } = this.#record;
    const nextRunMs = new Cron(String(fields.cron)).nextAfterMs(Math.max(afterMs, startMs - 1));
    const maxRunCount = Number(fields.maxRunCount ?? Number.POSITIVE_INFINITY);
    const isOver = startedRunCount + queuedRunCount >= maxRunCount || nextRunMs > (endMs ?? Number.POSITIVE_INFINITY);
    const record = {
      ...rest,
      fields,
      startMs,
      ...(endMs === undefined ? {} : { endMs }),
      startedRunCount,
      queuedRunCount,
    };
    this.#record = isOver ? { ...record, state: "COMPLETED" } : { ...record, nextRunMs };
  }

  /** Books a run that was started. */
  started(scheduledMs: number, jobName: string): void {
    const startedRunCount = this.#record.startedRunCount + 1;
    this.#record = { ...this.#record, startedRunCount, lastRun: { scheduledMs, jobName } };
  }

  /** Books a run that has to wait, or one (-1) that waits no longer. */
  queue(runs: 1 | -1): void {
    this.#record = { ...this.#record, queuedRunCount: this.#record.queuedRunCount + runs };
  }

  pause(nowMs: number): void {
    this.#record = { ...this.#record, state: "PAUSED", lastPauseMs: nowMs, updateMs: nowMs };
  }

  /** Puts it into a state by decree. One that is ACTIVE goes on with its next tick. */
  setState(nowMs: number, state: ScheduleState): void {
    if (state === "PAUSED") this.pause(nowMs);
    else if (state === "ACTIVE") this.resume(nowMs, false);
    else this.#complete(nowMs);
  }

  /** Launches nothing any more. */
  #complete(nowMs: number): void {
    const { nextRunMs: _none, ...rest } = this.#record;
    this.#record = { ...rest, state: "COMPLETED", updateMs: nowMs };
  }

  /** Goes on with the next tick after `nowMs`; with `catchUp`, with the first one that was missed. */
  resume(nowMs: number, catchUp: boolean): void {
    this.#record = { ...this.#record, state: "ACTIVE", lastResumeMs: nowMs, updateMs: nowMs, catchUp };
    if (!catchUp || this.#record.nextRunMs === undefined) {
      this.planAfter(nowMs);
    }
  }

  /** Takes new values for what the client set, and plans anew. */
  update(nowMs: number, changed: Partial<Pick<ScheduleRecord, "fields" | "startMs" | "endMs">>): void {
    this.#record = { ...this.#record, ...changed, updateMs: nowMs };
    this.planAfter(nowMs);
  }
}
