import type { Deadline } from "../../vertex/http/deadline";
import { parseJobName } from "../../vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../../vertex/kinds/jobKind";
import { lookUpProjectNumber } from "../../vertex/location/lookUpProjectNumber";
import { pauseSchedules } from "../../vertex/schedules/pauseSchedules";
import { selectionOf } from "../../vertex/selection/listSelected";
import { findActiveChildJobs, stopChildJobs } from "../../vertex/stopping/childJobs";
import { type FoundJob, nameOf } from "../../vertex/stopping/foundJob";
import { JobStopper } from "../../vertex/stopping/jobStopper";
import { JobSweeper } from "../../vertex/stopping/jobSweeper";
import type { SweepProgress } from "../../vertex/stopping/sweepLedger";
import type { SweptJob } from "../../vertex/stopping/sweptJob";
import type { VertexAi } from "../../vertex/vertexAi";
import { formatCount, formatJobs, formatNames } from "../../vertex/wording";
import type { Progress } from "../progress";
import { numberOf, recordedProject, requireSameProject } from "../sameProject";
import type { SweepInputs } from "./inputs";
import { factsOf, MAX_RECORDED_JOBS, type SweepCounts, type SweepFacts, type SweepOutputs, total } from "./outputs";
import type { Pauses } from "./pauses";

/** What a run works with. */
export interface SweepRunOptions {
  readonly vertexAi: VertexAi;
  readonly inputs: SweepInputs;
  readonly progress: Progress;
  readonly deadline: Deadline;
  /** Jobs of an earlier sweep that this one goes on with. */
  readonly before: readonly SweptJob[];
  /** Jobs that an earlier sweep has counted and that are not among those. */
  readonly unlisted?: SweepCounts;
  /** The project's number, if it is recorded. */
  readonly projectNumber?: string | undefined;
  /** Schedules that were paused by an earlier sweep. */
  readonly pausedBefore: Pauses;
  /** Schedules that the sweep which this one replaces has paused; absent: this one is not new. */
  readonly handedOn?: Pauses;
}

/** One attempt to bring jobs to where the inputs want them. Collects what it learns, so that a failure loses nothing. */
export class SweepRun {
  private readonly sweeper: JobSweeper;
  private pauses: Pauses;
  private active: readonly string[] | undefined;
  private isQuiet = false;

  constructor(private readonly options: SweepRunOptions) {
    const { vertexAi, inputs, deadline, progress } = options;
    const respell = (name: string) => name.replace(/^projects\/[^/]+/, `projects/${inputs.project}`);
    const before = options.before.map((job) => ({ ...job, name: respell(job.name) }));
    this.pauses = options.pausedBefore.respelled(respell);
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
    return this.active !== undefined || this.sweeper.jobs.length > 0 || this.pauses.count > 0;
  }

  /** What is known now. How many jobs matched is known once a listing had nothing new. */
  get facts(): SweepFacts {
    const project = this.projectFacts;
    if (this.active)
      return {
        matched: this.active.length,
        activeJobs: this.active.slice(0, MAX_RECORDED_JOBS),
        ...this.pauses.facts,
        ...project,
      };
    const { matched, ...facts } = factsOf(this.sweeper.jobs, this.pauses, this.options.unlisted);
    return this.isQuiet ? { matched, ...facts, ...project } : { ...facts, ...project };
  }

  /**
   * Looks whether the project is the one that is recorded, where that is spelled otherwise.
   *
   * @throws Error when it is another one; TimeoutError, HttpError, ConnectionError, AuthError
   */
  async checkProject(recorded: SweepOutputs): Promise<void> {
    const { inputs, progress, pausedBefore } = this.options;
    const { project } = inputs;
    const before = recordedProject(recorded);
    const wanted = { project, number: numberOf(project) ?? (await this.lookUpNumber(project)) };
    const known = { ...before, number: before.number ?? (await this.lookUpNumber(before.project)) };
    if (requireSameProject(known, wanted)) return;
    const kept = pausedBefore.count > 0 ? ". The schedules that were paused stay recorded" : "";
    progress.warn(
      `whether ${project} is project ${before.project} is not known: nothing there tells its number${kept}`,
    );
  }

  private lookUpNumber(project: string): Promise<string | undefined> {
    const { vertexAi, inputs, deadline } = this.options;
    const places = inputs.regions.map((region) => ({ project, region }));
    return lookUpProjectNumber(vertexAi, places, deadline, { looksAtSchedules: inputs.pauseSchedules });
  }

  /** What answers have told of the project. */
  get projectFacts(): Pick<SweepFacts, "projectNumber"> {
    const { vertexAi, inputs, projectNumber } = this.options;
    const number = vertexAi.projectNumbers.of(inputs.project) ?? projectNumber;
    return number === undefined ? {} : { projectNumber: number };
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
      this.warnOfUnlistedJobs();
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
    const { vertexAi, inputs, deadline, progress, handedOn } = this.options;
    const includesPaused = handedOn !== undefined && (inputs.resumeSchedulesOnDelete || handedOn.count > 0);
    const foundPaused: string[] = [];
    for (const place of this.places) {
      const schedules = pauseSchedules(vertexAi, place, this.selection, { deadline, includesPaused });
      for await (const { name, lastResumeTime } of schedules) {
        const resumedBefore = lastResumeTime ?? handedOn?.lastResumeTimeOf(name);
        if (resumedBefore === undefined) foundPaused.push(name);
        else this.pauses = this.pauses.with({ name, lastResumeTime: resumedBefore });
        if (lastResumeTime !== undefined) progress.info(`paused ${name}`);
      }
    }
    if (!inputs.resumeSchedulesOnDelete || foundPaused.length === 0) return;
    progress.warn(
      `these schedules were paused before and stay paused on delete, since a person may have paused them: ` +
        `${formatNames(foundPaused)}. If this resource was renamed, give it its old name in aliases`,
    );
  }

  private warnOfUnlistedJobs(): void {
    const count = this.options.unlisted ? total(this.options.unlisted) : 0;
    if (count === 0) return;
    this.options.progress.warn(
      `child jobs of ${formatJobs(count)} were not looked for: only ${formatCount(MAX_RECORDED_JOBS)} stopped jobs are recorded`,
    );
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
