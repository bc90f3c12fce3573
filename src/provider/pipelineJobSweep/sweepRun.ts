import { findActiveChildJobs, stopChildJobs } from "../../vertex/childJobs";
import type { Deadline } from "../../vertex/deadline";
import { PIPELINE_JOBS } from "../../vertex/jobKind";
import { parseJobName } from "../../vertex/jobName";
import { JobStopper } from "../../vertex/jobStopper";
import { type FoundJob, nameOf } from "../../vertex/sweep/foundJob";
import { JobSweeper } from "../../vertex/sweep/jobSweeper";
import { selectionOf } from "../../vertex/sweep/listSelected";
import { pauseSchedules } from "../../vertex/sweep/pauseSchedules";
import type { SweepProgress } from "../../vertex/sweep/sweepLedger";
import type { SweptJob } from "../../vertex/sweep/sweptJob";
import type { VertexAi } from "../../vertex/vertexAi";
import { formatCount, formatNames } from "../../vertex/wording";
import type { Progress } from "../progress";
import type { SweepInputs } from "./inputs";
import { factsOf, MAX_RECORDED_JOBS, type SweepFacts } from "./outputs";

/** What a run works with. */
export interface SweepRunOptions {
  readonly vertexAi: VertexAi;
  readonly inputs: SweepInputs;
  readonly progress: Progress;
  readonly deadline: Deadline;
  /** Jobs of an earlier sweep that this one goes on with. */
  readonly before: readonly SweptJob[];
  /** Schedules that were paused by an earlier sweep. */
  readonly pausedBefore: readonly string[];
}

/** One attempt to bring jobs to where the inputs want them. Collects what it learns, so that a failure loses nothing. */
export class SweepRun {
  private readonly sweeper: JobSweeper;
  private paused: readonly string[];
  private active: readonly string[] | undefined;
  private isQuiet = false;

  constructor(private readonly options: SweepRunOptions) {
    const { vertexAi, inputs, deadline, before, progress } = options;
    this.paused = options.pausedBefore;
    this.sweeper = new JobSweeper(vertexAi, {
      places: this.places,
      selection: this.selection,
      maxJobs: inputs.maxJobs,
      ...(inputs.requestsPerMinute !== undefined && { requestsPerMinute: inputs.requestsPerMinute }),
      deadline,
      before,
      onProgress: (done) => progress.show(describe(done)),
    });
  }

  /** Whether there is anything to record. */
  get hasFound(): boolean {
    return this.active !== undefined || this.sweeper.jobs.length > 0 || this.paused.length > 0;
  }

  /** What is known now. How many jobs matched is known once a listing had nothing new. */
  get facts(): SweepFacts {
    if (this.active)
      return {
        matched: this.active.length,
        activeJobs: this.active.slice(0, MAX_RECORDED_JOBS),
        pausedSchedules: this.paused,
      };
    const { matched, ...facts } = factsOf(this.sweeper.jobs, this.paused);
    return this.isQuiet ? { matched, ...facts } : facts;
  }

  /** What is meant and active now. */
  async list(): Promise<{ found: readonly FoundJob[]; names: readonly string[] }> {
    const found = await this.sweeper.list();
    return { found, names: found.map(nameOf) };
  }

  /** Lists once, so that a bad selector or a missing permission shows now and not when the jobs are to be stopped. */
  async look(): Promise<void> {
    this.active = (await this.list()).names;
  }

  /** Pauses schedules and stops jobs, as the inputs say. */
  async sweep(): Promise<void> {
    const { vertexAi, inputs, deadline } = this.options;
    if (inputs.pauseSchedules) await this.pauseSchedules();
    await this.sweeper.sweep();
    if (inputs.cancelChildJobs) {
      for (const job of this.sweeper.jobs) await this.stopChildJobsOf(vertexAi, job, deadline);
    }
    this.isQuiet = true;
    const completed = this.sweeper.jobs.filter(({ outcome }) => outcome === "COMPLETED").map(({ name }) => name);
    if (inputs.requireCancelled && completed.length > 0) {
      throw new Error(
        `${formatCount(completed.length)} of ${formatCount(this.sweeper.jobs.length)} jobs ended by themselves although ` +
          `their cancellation was asked for, and requireCancelled is set: ${formatNames(completed)}`,
      );
    }
  }

  private get selection() {
    const { selector, exclude } = this.options.inputs;
    return selectionOf(selector, exclude, { nowMs: Date.now() });
  }

  private get places() {
    const { project, regions } = this.options.inputs;
    return regions.map((region) => ({ project, region }));
  }

  private async pauseSchedules(): Promise<void> {
    const { vertexAi, deadline, progress } = this.options;
    for (const place of this.places) {
      for await (const name of pauseSchedules(vertexAi, place, this.selection, deadline)) {
        this.paused = [...new Set([...this.paused, name])];
        progress.info(`paused ${name}`);
      }
    }
  }

  private async stopChildJobsOf(vertexAi: VertexAi, { name, outcome }: SweptJob, deadline: Deadline): Promise<void> {
    const job = parseJobName(PIPELINE_JOBS, name);
    if (!job || outcome === "NOT_FOUND") return;
    const whole = await new JobStopper(vertexAi, PIPELINE_JOBS).observe(job, { deadline, missingIsStopped: true });
    if (whole) await stopChildJobs(vertexAi, await findActiveChildJobs(vertexAi, whole, deadline), deadline);
  }
}

function describe({ stopped, total }: SweepProgress): string {
  return `${formatCount(stopped)} of ${formatCount(total)} stopped, ${formatCount(total - stopped)} cancelling`;
}
