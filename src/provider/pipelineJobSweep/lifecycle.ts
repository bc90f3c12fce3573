import { Deadline } from "../../vertex/deadline";
import { isDenied } from "../../vertex/errors";
import { resumeSchedules } from "../../vertex/sweep/pauseSchedules";
import type { VertexAi } from "../../vertex/vertexAi";
import { formatCount, formatJobs } from "../../vertex/wording";
import { STOPPED } from "../cancelOn";
import type { CheckResult, RawInputs } from "../checkResult";
import { connectionOf } from "../connection/connectionInputs";
import type { ProviderContext } from "../context";
import { describeFailure, PartialFailure, type Situation } from "../failures";
import { Progress } from "../progress";
import { READ_TIMEOUT_MS, type TimedOperation, timeoutMsOf } from "../timeouts";
import { isUnknown } from "../unknown";
import { check } from "./check";
import { type DiffResult, diff, isGoalReached, isTriggered } from "./goal";
import type { SweepInputs } from "./inputs";
import { MAX_RECORDED_JOBS, type SweepFacts, type SweepOutputs, splitOutputs } from "./outputs";
import { describeFound } from "./preview";
import { SweepRun, type SweepRunOptions } from "./sweepRun";

/** How long a preview may look, in milliseconds. */
const PREVIEW_TIMEOUT_MS = 60_000;

/** URNs of resources that are previewed now: `check` is told, and `diff`, which comes later, is not. */
const previewed = new Set<string | undefined>();

/** What the engine asks of a `PipelineJobSweep`. */
export class PipelineJobSweepLifecycle {
  constructor(private readonly context: ProviderContext) {}

  /** Validates, and fills in defaults. In the preview of a new sweep it also shows what would be stopped. */
  async check(olds: RawInputs, news: RawInputs): Promise<CheckResult> {
    const result = check(olds, news, this.context.settings);
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
    const result = diff(olds, news);
    const sweeps = isUnknown(news) || isTriggered(olds, news) || !isGoalReached(olds, news);
    if (result.changes && sweeps && previewed.has(news.__progressUrn)) await this.preview(news);
    return result;
  }

  /** Sweeps; or, if that is to happen on delete only, lists once. */
  async create(inputs: SweepInputs): Promise<{ id: string; outs: SweepOutputs }> {
    const facts = await this.run("create", inputs, {}, []);
    return { id: idOf(inputs), outs: { ...inputs, ...facts } };
  }

  /** Sweeps again or resumes a wait, where the new inputs or what is recorded ask for it. */
  async update(_id: string, olds: SweepOutputs, news: SweepInputs): Promise<{ outs: SweepOutputs }> {
    const { facts } = splitOutputs(olds);
    const triggered = isTriggered(olds, news);
    if (!triggered && isGoalReached(facts, news)) return { outs: { ...news, ...facts } };
    const jobs = facts.jobs ?? [];
    const isResumed = jobs.some(({ outcome }) => outcome === undefined);
    const before = jobs.filter(({ outcome }) => {
      if (outcome === undefined) return true;
      return !triggered && (isResumed || (news.requireCancelled && outcome === "COMPLETED"));
    });
    return { outs: { ...news, ...(await this.run("update", news, facts, before)) } };
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
      await this.run("delete", sweeping, facts, []);
    } else if (inputs.resumeSchedulesOnDelete) {
      const deadline = new Deadline(this.context.timeoutMs ?? timeoutMsOf(inputs.__timeouts, "delete"));
      try {
        await resumeSchedules(this.vertexAi("delete", inputs), facts.pausedSchedules ?? [], deadline);
      } catch (error) {
        throw new Error(describeFailure(error, situationOf("delete", inputs, facts, deadline)));
      }
    }
  }

  private async run(
    operation: TimedOperation,
    inputs: SweepInputs,
    { pausedSchedules = [] }: SweepFacts,
    before: SweepRunOptions["before"],
  ): Promise<SweepFacts> {
    const progress = this.progressOf(inputs);
    const deadline = new Deadline(this.context.timeoutMs ?? timeoutMsOf(inputs.__timeouts, operation));
    let run: SweepRun | undefined;
    try {
      const vertexAi = this.vertexAi(operation, inputs);
      run = new SweepRun({ vertexAi, inputs, progress, deadline, before, pausedBefore: pausedSchedules });
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
    return new SweepRun({ vertexAi, inputs, progress, deadline, before: [], pausedBefore: [] }).list();
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

/** Stable and readable: the project, and the resource's name in the program. */
function idOf({ project, __progressUrn = "" }: SweepInputs): string {
  return `projects/${project}/pipelineJobSweeps/${__progressUrn.split("::").at(-1) || "sweep"}`;
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
