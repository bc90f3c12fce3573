import { message } from "../messages/message";
import { render } from "../messages/render";
import { formatCount, formatJobs } from "../messages/wording";
import type { SweepInputs } from "../provider/jobSweep/inputs";
import { completedInstead } from "../provider/jobSweep/sweepRun";
import { Deadline } from "../vertex/http/deadline";
import type { Job } from "../vertex/jobs/job";
import { requireKinds } from "../vertex/kinds/kindNames";
import { KINDS, PIPELINE_JOBS } from "../vertex/kinds/kinds";
import { matchingSchedules } from "../vertex/schedules/matchingSchedules";
import { pauseSchedules } from "../vertex/schedules/pauseSchedules";
import { selectionOf, selectionsOf } from "../vertex/selection/listSelected";
import { type FoundJob, nameOf } from "../vertex/stopping/foundJob";
import { JobSweeper } from "../vertex/stopping/jobSweeper";
import type { VertexAi } from "../vertex/vertexAi";
import { type JobRow, jobRow, type RowOutcome } from "./output/jobRow";
import { retryNotice } from "./output/retryNotice";
import { type StopProgress, stopProgress } from "./output/stopProgress";
import { say } from "./output/streams";
import { COMMAND_WORDS } from "./wording";

/** What a run works with. */
export interface StopCommandOptions {
  readonly vertexAi: VertexAi;
  /** As the resource's check has left them. */
  readonly inputs: SweepInputs;
  readonly timeoutMs: number;
  /** Whether to wait until the jobs have stopped, or only until they are asked to. */
  readonly doesWait: boolean;
}

/** One run of `stop`. Keeps what it learns, so that a failure loses nothing. */
export class StopCommand {
  private readonly sweeper: JobSweeper;
  private readonly found = new Map<string, FoundJob>();
  private readonly deadline: Deadline;
  private progress: StopProgress | undefined;
  private isDryRun = false;
  /** What a job that has not stopped is said to be. */
  private unfinished: RowOutcome = "ACTIVE";

  constructor(private readonly options: StopCommandOptions) {
    const { vertexAi, inputs, timeoutMs } = options;
    this.deadline = new Deadline(
      timeoutMs,
      retryNotice((line) => (this.progress ?? { note: say }).note(line)),
    );
    this.sweeper = new JobSweeper(vertexAi, {
      locations: this.locations,
      selections: selectionsOf(inputs.selector, inputs.exclude, {
        kinds: requireKinds(inputs.kinds),
        nowMs: Date.now(),
      }),
      maxJobs: inputs.maxJobs,
      ...(inputs.requestsPerMinute !== undefined && { requestsPerMinute: inputs.requestsPerMinute }),
      deadline: this.deadline,
      before: [],
      onFound: (found) => this.note(found),
      onObserved: (name, seen) => this.update(name, seen),
      onProgress: (progress) => this.progress?.show(progress),
    });
  }

  /** Lists what would be stopped, and sends nothing that changes anything. */
  async look(): Promise<void> {
    this.isDryRun = true;
    const { vertexAi, inputs } = this.options;
    this.note(await this.sweeper.list());
    if (!inputs.pauseSchedules) return;
    for (const location of this.locations) {
      for await (const { name } of matchingSchedules(vertexAi, location, this.selection, { deadline: this.deadline })) {
        say(`would pause ${name}`);
      }
    }
  }

  /** Pauses schedules, stops jobs, and deletes what has stopped. */
  async stop(): Promise<void> {
    const { vertexAi, inputs, doesWait } = this.options;
    const { deadline } = this;
    for (const location of inputs.pauseSchedules ? this.locations : []) {
      for await (const { name } of pauseSchedules(vertexAi, location, this.selection, { deadline }))
        say(`paused ${name}`);
    }
    if (!doesWait) {
      await this.sweeper.request();
      this.unfinished = "REQUESTED";
      return;
    }
    this.progress = stopProgress();
    try {
      await this.sweeper.sweep();
    } finally {
      this.progress.end();
      this.progress = undefined;
    }
    this.requireCancelled();
    if (inputs.deleteStopped) await this.sweeper.deleteStopped();
  }

  /** The jobs, and what became of each. */
  get rows(): readonly JobRow[] {
    if (this.isDryRun) {
      return [...this.found.values()].map((found) => jobRow(found, { ...found.job, outcome: "WOULD_STOP" }));
    }
    return this.sweeper.jobs.flatMap(({ name, state, outcome = this.unfinished, deleted }) => {
      const found = this.found.get(name);
      return found ? [jobRow(found, { state, outcome, deleted })] : [];
    });
  }

  /** Whether any selected job has not stopped. */
  get hasActive(): boolean {
    return this.isDryRun ? this.found.size > 0 : this.sweeper.jobs.some(({ outcome }) => !outcome);
  }

  /** What was done, in a sentence. */
  get summary(): string {
    const { length } = this.rows;
    if (length === 0) return "no active job matches";
    if (this.isDryRun) {
      const { maxJobs, deleteStopped } = this.options.inputs;
      const refusal = length > maxJobs ? render(message("refused", { maxJobs }), COMMAND_WORDS) : "";
      const verb = deleteStopped ? "stop and delete" : "stop";
      return `would ${verb} ${formatJobs(length)}${refusal}; nothing was stopped: --yes does it`;
    }
    if (this.hasActive) return `asked ${formatJobs(length)} to stop; cancellation goes on at the server`;
    const cancelled = this.sweeper.jobs.filter(({ outcome }) => outcome === "CANCELLED").length;
    const deleted = this.sweeper.jobs.filter((job) => job.deleted).length;
    const deletion = this.options.inputs.deleteStopped ? `; ${formatCount(deleted)} deleted` : "";
    return `${formatJobs(length)} stopped, ${formatCount(cancelled)} of them by cancellation${deletion}`;
  }

  /** What is known when the wait was interrupted, in a sentence. */
  get interruption(): string {
    const all = this.sweeper.jobs;
    if (all.length === 0) return "interrupted; no job was asked to stop";
    const stopped = all.filter(({ outcome }) => outcome).length;
    const cancelling = all.filter(({ outcome, state }) => !outcome && isCancelling(state)).length;
    const others = all.length - stopped - cancelling;
    const unknown = others > 0 ? `, ${formatCount(others)} may not have been asked` : "";
    return (
      `interrupted: ${formatCount(stopped)} of ${formatJobs(all.length)} stopped, cancellation of ${formatCount(cancelling)} ` +
      `goes on at the server${unknown}; run the same command again to go on waiting`
    );
  }

  private note(found: readonly FoundJob[]): void {
    for (const one of found) this.found.set(nameOf(one), one);
  }

  /** A look has no labels: it asks only for what changes. */
  private update(name: string, seen: Job): void {
    const found = this.found.get(name);
    if (!found) return;
    this.found.set(name, { ...found, job: { ...found.job, ...seen, labels: found.job.labels } });
  }

  private requireCancelled(): void {
    const all = this.sweeper.jobs;
    const completed = all.filter(({ outcome }) => outcome === "COMPLETED").map(({ name }) => name);
    if (!this.options.inputs.requireCancelled || completed.length === 0) return;
    throw completedInstead(completed, all.length);
  }

  /** Schedules launch pipeline jobs. */
  private get selection() {
    const { selector, exclude } = this.options.inputs;
    return selectionOf(selector, exclude, { kind: PIPELINE_JOBS, nowMs: Date.now() });
  }

  private get locations() {
    const { project, regions } = this.options.inputs;
    return regions.map((region) => ({ project, region }));
  }
}

/** Whether a state of any kind of job is the one in which a cancellation takes its time. */
function isCancelling(state: string | undefined): boolean {
  return KINDS.some(({ cancellingState }) => cancellingState === state);
}
