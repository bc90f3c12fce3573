import { Failure } from "../../messages/failure";
import { message } from "../../messages/message";
import { formatCount, formatJobs, formatNames } from "../../messages/wording";
import { requireKinds } from "../../vertex/kinds/kindNames";
import { PIPELINE_JOBS } from "../../vertex/kinds/kinds";
import { lookUpProjectNumber } from "../../vertex/location/lookUpProjectNumber";
import { pauseSchedules } from "../../vertex/schedules/pauseSchedules";
import { selectionOf, selectionsOf } from "../../vertex/selection/listSelected";
import { type NamedJob, parseAnyJobName } from "../../vertex/selection/resourceKey";
import { stopChildJobsOf } from "../../vertex/stopping/childJobs";
import { type FoundJob, nameOf } from "../../vertex/stopping/foundJob";
import { JobSweeper, type SweepOptions } from "../../vertex/stopping/jobSweeper";
import type { SweepProgress } from "../../vertex/stopping/sweepLedger";
import type { SweptJob } from "../../vertex/stopping/sweptJob";
import { beginsToStop } from "../cancelOn";
import type { Run, RunStart, Session } from "../definition";
import { isStoppedAgain } from "../inputTable";
import { numberOf, type RecordedProject, recordedProject, requireSameProject } from "../sameProject";
import { type CountsByKind, sumOf, total } from "./counts";
import { asksForMore } from "./goal";
import { SWEEP_INPUTS, type SweepInputs } from "./inputs";
import { factsOf, MAX_RECORDED_JOBS, type SweepFacts, type SweepOutputs, unlistedCounts } from "./outputs";
import { Pauses } from "./pauses";

/** One attempt to bring jobs to where the inputs want them. Collects what it learns, so that a failure loses nothing. */
export class SweepRun implements Run<SweepFacts> {
  private readonly sweeper: JobSweeper;
  private pauses: Pauses;
  private active: readonly string[] | undefined;
  private isQuiet = false;

  /** Jobs that an earlier sweep has counted and that are not among those that it goes on with. */
  private readonly unlisted: CountsByKind | undefined;
  /** The project's number, if it is recorded. */
  private readonly projectNumber: string | undefined;
  /** Schedules that the sweep which this one replaces has paused; absent: this one is not new. */
  private readonly handedOn: Pauses | undefined;

  constructor(
    private readonly session: Session<SweepInputs>,
    { operation, recorded, context }: RunStart<SweepInputs, SweepFacts>,
  ) {
    const { inputs, progress } = session;
    const { before, unlisted } = operation === "update" && recorded ? goesOnFrom(recorded, inputs) : { before: [] };
    this.unlisted = unlisted;
    this.projectNumber = recorded?.projectNumber;
    this.handedOn = operation === "create" ? context.declaredPauses.handedOnTo(context.urn, inputs) : undefined;
    const respell = (name: string) => name.replace(/^projects\/[^/]+/, `projects/${inputs.project}`);
    this.pauses = Pauses.of(recorded ?? {}).respelled(respell);
    this.sweeper = sweeperOf(session, {
      before: before.map((job) => ({ ...job, name: respell(job.name) })),
      onProgress: (done) => progress.show(describe(done)),
    });
  }

  /** Whether there is anything to record. */
  get hasObserved(): boolean {
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
    const { kinds } = this.session.inputs;
    const { pauses, unlisted } = this;
    const { matched, ...facts } = factsOf(this.sweeper.jobs, { kinds, pauses, unlisted });
    return this.isQuiet ? { matched, ...facts, ...project } : { ...facts, ...project };
  }

  /**
   * Looks whether the project is the one that is recorded, where that is spelled otherwise.
   *
   * @returns whether it is, or nothing that matches is active there.
   * @throws Failure when it is another one; TimeoutError, HttpError, ConnectionError, AuthError
   */
  async checkProject(recorded: RecordedProject): Promise<boolean> {
    const { inputs, progress } = this.session;
    const { project } = inputs;
    const before = recordedProject(recorded);
    const wanted = { project, number: numberOf(project) ?? (await this.lookUpNumber(project)) };
    const known = { ...before, number: before.number ?? (await this.lookUpNumber(before.project)) };
    if (requireSameProject(known, wanted)) return true;
    const note = message("projectUnproven", { project, recorded: before.project });
    progress.warn(this.pauses.count > 0 ? message("pausesKept", { note }) : note);
    return (await this.sweeper.list()).length === 0;
  }

  private lookUpNumber(project: string): Promise<string | undefined> {
    const { vertexAi, inputs, deadline } = this.session;
    const locations = locationsOf({ ...inputs, project });
    return lookUpProjectNumber(vertexAi, requireKinds(inputs.kinds), locations, deadline, {
      looksAtSchedules: inputs.pauseSchedules,
    });
  }

  /** What answers have told of the project. */
  get projectFacts(): Pick<SweepFacts, "projectNumber"> {
    const { vertexAi, inputs } = this.session;
    const number = vertexAi.projectNumbers.of(inputs.project) ?? this.projectNumber;
    return number === undefined ? {} : { projectNumber: number };
  }

  async look(): Promise<void> {
    this.active = (await this.sweeper.list()).map(nameOf);
  }

  /** Pauses schedules, stops jobs, and deletes what has stopped, as the inputs say. */
  async stop(): Promise<void> {
    const { vertexAi, inputs, progress, deadline } = this.session;
    if (inputs.pauseSchedules) await this.pauseSchedules();
    await this.sweeper.sweep();
    if (inputs.cancelChildJobs) {
      const jobs = await this.sweeper.selectedJobs();
      await stopChildJobsOf(vertexAi, jobs.flatMap(jobThere), deadline);
      this.warnOfUnlisted("childrenNotLookedFor");
    }
    this.requireCancelled();
    if (inputs.deleteStopped) {
      progress.show("deleting");
      await this.sweeper.deleteStopped();
      this.warnOfUnlisted("leftUndeleted");
    }
    this.isQuiet = true;
  }

  private requireCancelled(): void {
    const completed = this.sweeper.jobs.filter(({ outcome }) => outcome === "COMPLETED").map(({ name }) => name);
    if (!this.session.inputs.requireCancelled || completed.length === 0) return;
    throw completedInstead(completed, this.sweeper.jobs.length);
  }

  private async pauseSchedules(): Promise<void> {
    const { vertexAi, inputs, deadline, progress } = this.session;
    const { handedOn } = this;
    const includesPaused = handedOn !== undefined && (inputs.resumeSchedulesOnDelete || handedOn.count > 0);
    const foundPaused: string[] = [];
    for (const location of locationsOf(inputs)) {
      const schedules = pauseSchedules(vertexAi, location, pipelineJobsOf(inputs), { deadline, includesPaused });
      for await (const { name, lastResumeTime } of schedules) {
        const resumedBefore = lastResumeTime ?? handedOn?.lastResumeTimeOf(name);
        if (resumedBefore === undefined) foundPaused.push(name);
        else this.pauses = this.pauses.with({ name, lastResumeTime: resumedBefore });
        if (lastResumeTime !== undefined) progress.info(message("paused", { schedule: name }));
      }
    }
    if (!inputs.resumeSchedulesOnDelete || foundPaused.length === 0) return;
    progress.warn(message("pausedBefore", { schedules: formatNames(foundPaused) }));
  }

  /** Warns of an effect that was asked for later, and that jobs are left without which are counted and not recorded. */
  private warnOfUnlisted(code: "childrenNotLookedFor" | "leftUndeleted"): void {
    const count = total(sumOf(this.unlisted ?? {}));
    if (count > 0) this.session.progress.warn(message(code, { jobs: formatJobs(count), most: MAX_RECORDED_JOBS }));
  }
}

/** A job that may have left something running; nothing if it does not exist. */
function jobThere({ name, outcome }: SweptJob): readonly NamedJob[] {
  const job = parseAnyJobName(name);
  return job && outcome !== "NOT_FOUND" ? [job] : [];
}

/**
 * The failure of jobs that were to be cancelled and were faster.
 *
 * @param completed - their names.
 * @param total - how many jobs were to be stopped.
 */
export function completedInstead(completed: readonly string[], total: number): Failure {
  const names = formatNames(completed);
  return new Failure(message("completedInsteadMany", { completed: completed.length, jobs: formatJobs(total), names }));
}

/** What is selected and active now. */
export async function listSwept(
  session: Session<SweepInputs>,
): Promise<{ found: readonly FoundJob[]; names: readonly string[] }> {
  const found = await sweeperOf(session, { before: [] }).list();
  return { found, names: found.map(nameOf) };
}

function sweeperOf(
  { vertexAi, inputs, deadline }: Session<SweepInputs>,
  options: Pick<SweepOptions, "before" | "onProgress">,
): JobSweeper {
  const { kinds, selector, exclude, maxJobs, requestsPerMinute } = inputs;
  return new JobSweeper(vertexAi, {
    locations: locationsOf(inputs),
    selections: selectionsOf(selector, exclude, { kinds: requireKinds(kinds), nowMs: Date.now() }),
    maxJobs,
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    deadline,
    ...options,
  });
}

/** Schedules launch pipeline jobs. */
function pipelineJobsOf({ selector, exclude }: SweepInputs) {
  return selectionOf(selector, exclude, { kind: PIPELINE_JOBS, nowMs: Date.now() });
}

function locationsOf({ project, regions }: SweepInputs) {
  return regions.map((region) => ({ project, region }));
}

/** What an update takes over of the jobs that are recorded: all, unless they belong to a sweep that has ended. */
function goesOnFrom(
  recorded: SweepOutputs,
  news: SweepInputs,
): { readonly before: readonly SweptJob[]; readonly unlisted?: CountsByKind } {
  const jobs = recorded.jobs ?? [];
  const isUnfinished = recorded.matched === undefined;
  const isAnew = beginsToStop(recorded, news) || isStoppedAgain(SWEEP_INPUTS, recorded, news);
  if (!isAnew && (isUnfinished || asksForMore(recorded, news)))
    return { before: jobs, unlisted: unlistedCounts(recorded) };
  const isKept = ({ outcome }: SweptJob) =>
    outcome === undefined || (!isAnew && news.requireCancelled && outcome === "COMPLETED");
  return { before: jobs.filter(isKept) };
}

function describe({ stopped, total }: SweepProgress): string {
  return `${formatCount(stopped)} of ${formatCount(total)} stopped, ${formatCount(total - stopped)} cancelling`;
}
