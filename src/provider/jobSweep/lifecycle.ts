import { isDenied } from "../../vertex/errors";
import { Deadline } from "../../vertex/http/deadline";
import { type LeftPaused, resumeSchedule } from "../../vertex/schedules/pauseSchedules";
import type { SweptJob } from "../../vertex/stopping/sweptJob";
import type { VertexAi } from "../../vertex/vertexAi";
import { formatCount, formatJobs } from "../../vertex/wording";
import { STOPPED } from "../cancelOn";
import type { CheckResult, RawInputs } from "../checkResult";
import { connectionOf } from "../connection/connectionInputs";
import type { ProviderContext } from "../context";
import { describeFailure, PartialFailure, type Situation } from "../failures";
import { Progress } from "../progress";
import { projectChange } from "../sameProject";
import { DEFAULT_TIMEOUT_MS, READ_TIMEOUT_MS, type TimedOperation } from "../timeouts";
import { isUnknown } from "../unknown";
import { check } from "./check";
import { asksForMore, type DiffResult, diff, isGoalReached, isTriggered } from "./goal";
import type { SweepInputs } from "./inputs";
import { MAX_RECORDED_JOBS, type SweepFacts, type SweepOutputs, splitOutputs, unlistedCounts } from "./outputs";
import { Pauses } from "./pauses";
import { describeFound } from "./preview";
import { SweepRun, type SweepRunOptions } from "./sweepRun";

/** How long a preview may look, in milliseconds. */
const PREVIEW_TIMEOUT_MS = 60_000;

const REPLACEMENT_STOPS_JOBS =
  'this replacement stops the jobs that the old resource matches, since "delete" is in its cancelOn. If it is only ' +
  "renamed or moved, give the new resource the old name in aliases";

/** The rest of the line that tells why a schedule stays paused. */
const WHY_LEFT: Readonly<Record<LeftPaused, string>> = {
  declared: "another resource of this program declares it paused",
  pausedAgain: "somebody else has resumed it and paused it again",
};

/** URNs of resources that are previewed now: `check` is told, and `diff`, which comes later, is not. */
const previewed = new Set<string | undefined>();

/** What the engine asks of a `JobSweep`. */
export class JobSweepLifecycle {
  constructor(private readonly context: ProviderContext) {}

  /** Validates, and fills in defaults. In the preview of a new sweep it also shows what would be stopped. */
  async check(olds: RawInputs, news: RawInputs): Promise<CheckResult> {
    const result = check(olds, news, this.context.settings);
    if (result.failures.length === 0) this.context.declaredPauses.declare(result.inputs as unknown as SweepInputs);
    const urn = typeof news.__progressUrn === "string" ? news.__progressUrn : undefined;
    if (news.__dryRun !== true) previewed.delete(urn);
    else {
      previewed.add(urn);
      const isNew = Object.keys(olds).length === 0;
      if (isNew && result.failures.length === 0) await this.preview(result.inputs as unknown as SweepInputs);
    }
    return result;
  }

  /** Compares what is recorded with what is wanted. In a preview that has an update coming, it shows what that stops. */
  async diff(_id: string, olds: SweepOutputs, news: SweepInputs): Promise<DiffResult> {
    this.context.declaredPauses.declare(news, olds);
    // The engine may replace a resource for reasons of its own.
    this.context.declaredPauses.handOn(olds);
    const result = diff(olds, news);
    if (result.replaces && olds.cancelOn.includes("delete")) await this.warnOfReplacement(olds);
    if (result.changes && sweeps(olds, news) && previewed.has(news.__progressUrn)) await this.preview(news);
    return result;
  }

  /** Sweeps; or, if that is to happen on delete only, lists once. */
  async create(inputs: SweepInputs): Promise<{ id: string; outs: SweepOutputs }> {
    const handedOn = this.context.declaredPauses.handedOnTo(inputs);
    const facts = await this.run("create", inputs, { before: [], pausedBefore: Pauses.of({}), handedOn });
    return { id: idOf(inputs), outs: { ...inputs, ...facts } };
  }

  /** Sweeps again or resumes a sweep, where the new inputs or what is recorded ask for it. */
  async update(_id: string, olds: SweepOutputs, news: SweepInputs): Promise<{ outs: SweepOutputs }> {
    const { facts } = splitOutputs(olds);
    const isSpelledOtherwise = projectChange(olds, news.project) === "unproven";
    if (!isSpelledOtherwise && !sweeps(olds, news)) return { outs: { ...news, ...facts } };
    const now = await this.run("update", news, {
      ...goesOnFrom(olds, news),
      projectNumber: facts.projectNumber,
      pausedBefore: Pauses.of(facts),
      ...(isSpelledOtherwise && { recorded: olds }),
    });
    return { outs: { ...news, ...now } };
  }

  /** Lists anew. What runs although it should not shows in `desiredState`, so that the next update has a reason. */
  async read(id: string, outputs: SweepOutputs): Promise<{ id: string; props: SweepOutputs; inputs: SweepInputs }> {
    const { inputs, facts } = splitOutputs(outputs);
    const progress = this.progressOf(inputs);
    const deadline = new Deadline(READ_TIMEOUT_MS);
    try {
      const activeJobs = await this.activeNow(inputs, facts, progress, deadline);
      const isOne = activeJobs.length === 1;
      const active = formatJobs(activeJobs.length);
      if (activeJobs.length > 0) progress.info(`${active} active: ${whatComes(inputs, isOne ? "it" : "them")}`);
      const isDrift = activeJobs.length > 0 && inputs.cancelOn.includes("create");
      const refreshed = { ...inputs, desiredState: isDrift ? `ACTIVE: ${active}` : STOPPED };
      return {
        id,
        inputs: refreshed,
        props: { ...refreshed, ...facts, activeJobs: activeJobs.slice(0, MAX_RECORDED_JOBS) },
      };
    } catch (error) {
      throw new Error(describeFailure(error, situationOf("read", inputs, facts, deadline)));
    } finally {
      await progress.flush();
    }
  }

  /** Sweeps, if that is to happen on delete; or lets the schedules go on that were paused. */
  async delete(_id: string, outputs: SweepOutputs): Promise<void> {
    const { inputs, facts } = splitOutputs(outputs);
    if (inputs.cancelOn.includes("delete")) {
      const sweeping: SweepInputs = { ...inputs, cancelOn: ["create"], requireCancelled: false };
      await this.run("delete", sweeping, { before: [], pausedBefore: Pauses.of(facts) });
    } else if (inputs.resumeSchedulesOnDelete) await this.resumeSchedules(inputs, facts);
  }

  /** Lets schedules go on that were paused, but for those that another sweep of this run declares paused. */
  private async resumeSchedules(inputs: SweepInputs, facts: SweepFacts): Promise<void> {
    const progress = this.progressOf(inputs);
    const deadline = new Deadline(this.context.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const recorded = { ...inputs, ...facts };
    const isDeclaredPaused = (schedule: object) =>
      this.context.declaredPauses.declaring(schedule, recorded) !== undefined;
    try {
      const vertexAi = this.vertexAi("delete", inputs);
      for (const name of facts.pausedSchedules ?? []) {
        const lastResumeTime = Pauses.of(facts).lastResumeTimeOf(name);
        const left = await resumeSchedule(vertexAi, name, deadline, { lastResumeTime, isDeclaredPaused });
        if (left) progress.info(`left ${name} paused, since ${WHY_LEFT[left]}`);
      }
    } catch (error) {
      throw new Error(describeFailure(error, situationOf("delete", inputs, facts, deadline)));
    } finally {
      await progress.flush();
    }
  }

  private async warnOfReplacement(olds: SweepOutputs): Promise<void> {
    const progress = this.progressOf(olds);
    progress.warn(REPLACEMENT_STOPS_JOBS);
    await progress.flush();
  }

  private async run(operation: TimedOperation, inputs: SweepInputs, options: RunOptions): Promise<SweepFacts> {
    const { recorded, ...rest } = options;
    const progress = this.progressOf(inputs);
    const deadline = new Deadline(this.context.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    let run: SweepRun | undefined;
    try {
      const vertexAi = this.vertexAi(operation, inputs);
      const begun = new SweepRun({ vertexAi, inputs, progress, deadline, ...rest });
      if (recorded) await begun.checkProject(recorded);
      if (recorded && !sweeps(recorded, inputs)) return { ...splitOutputs(recorded).facts, ...begun.projectFacts };
      run = begun;
      await (inputs.cancelOn.includes("create") ? run.sweep() : run.look());
      return run.facts;
    } catch (error) {
      const facts = run?.facts ?? {};
      const message = describeFailure(error, situationOf(operation, inputs, facts, deadline));
      if (operation === "delete" || !run?.hasFound) throw new Error(message);
      throw new PartialFailure(message, idOf(inputs), { ...inputs, ...facts });
    } finally {
      await progress.flush();
    }
  }

  private async activeNow(
    inputs: SweepInputs,
    facts: SweepFacts,
    progress: Progress,
    deadline: Deadline,
  ): Promise<readonly string[]> {
    try {
      return await this.list("read", inputs, progress, deadline).then((found) => found.names);
    } catch (error) {
      // A dead project must not block the refresh of everything else in the stack.
      if (!isDenied(error) || !isGoalReached(facts, inputs) || !inputs.cancelOn.includes("create")) throw error;
      progress.warn(`kept as last known, nothing active: ${error.message}`);
      return [];
    }
  }

  /** Shows at the resource's row which jobs would be stopped. A preview that can't tell says so, and goes on. */
  private async preview(inputs: SweepInputs): Promise<void> {
    const progress = this.progressOf(inputs);
    try {
      if (isUnknown(inputs)) progress.info("which jobs would be stopped can't be told yet: an input is not known");
      else {
        const { found } = await this.list("create", inputs, progress, new Deadline(PREVIEW_TIMEOUT_MS));
        progress.info(describeFound(found, inputs));
      }
    } catch (error) {
      progress.info(`which jobs would be stopped can't be told: ${error instanceof Error ? error.message : error}`);
    } finally {
      await progress.flush();
    }
  }

  private list(operation: Situation["operation"], inputs: SweepInputs, progress: Progress, deadline: Deadline) {
    const vertexAi = this.vertexAi(operation, inputs);
    return new SweepRun({ vertexAi, inputs, progress, deadline, before: [], pausedBefore: Pauses.of({}) }).list();
  }

  private vertexAi(operation: Situation["operation"], inputs: SweepInputs): VertexAi {
    // These two get what was recorded by the last `pulumi up`, config included.
    const isRecorded = operation === "read" || operation === "delete";
    return this.context.vertexAi(this.context.settings.of(connectionOf(inputs)), isRecorded);
  }

  private progressOf(inputs: SweepInputs): Progress {
    return new Progress(this.context.log, inputs.__progressUrn);
  }
}

/** What a run is about, besides the inputs. */
interface RunOptions
  extends Pick<SweepRunOptions, "before" | "unlisted" | "projectNumber" | "pausedBefore" | "handedOn"> {
  /** What is recorded with another spelling of the project, which may be another project. */
  readonly recorded?: SweepOutputs;
}

/** Whether there is something to do for it. */
function sweeps(olds: SweepOutputs, news: SweepInputs): boolean {
  return isUnknown(news) || isTriggered(olds, news) || asksForMore(olds, news) || !isGoalReached(olds, news);
}

/** What an update takes over of the jobs that are recorded: all, unless they belong to a sweep that has ended. */
function goesOnFrom(olds: SweepOutputs, news: SweepInputs): Pick<RunOptions, "before" | "unlisted"> {
  const { facts } = splitOutputs(olds);
  const jobs = facts.jobs ?? [];
  const isUnfinished = facts.matched === undefined;
  if (!isTriggered(olds, news) && (isUnfinished || asksForMore(olds, news))) {
    return { before: jobs, unlisted: unlistedCounts(facts) };
  }
  const isKept = ({ outcome }: SweptJob) =>
    outcome === undefined || (!isTriggered(olds, news) && news.requireCancelled && outcome === "COMPLETED");
  return { before: jobs.filter(isKept) };
}

/** Stable and readable: the project, and the resource's name in the program. */
function idOf({ project, __progressUrn = "" }: SweepInputs): string {
  return `projects/${project}/jobSweeps/${__progressUrn.split("::").at(-1) || "sweep"}`;
}

function whatComes({ cancelOn }: SweepInputs, them: string): string {
  const comes = [
    cancelOn.includes("create") && `the next \`pulumi up\` stops ${them}`,
    cancelOn.includes("delete") && `\`pulumi destroy\` will stop ${them}`,
  ];
  return comes.filter(Boolean).join(", ");
}

function situationOf(
  operation: Situation["operation"],
  inputs: SweepInputs,
  facts: SweepFacts,
  deadline: Deadline,
): Situation {
  const active = facts.activeJobs?.length ?? 0;
  const lastKnown = active > 0 ? `${formatCount(active)} active` : undefined;
  return { operation, lastKnown, elapsedMs: deadline.elapsedMs(), urn: inputs.__progressUrn };
}
