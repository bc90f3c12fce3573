import { Deadline } from "../../vertex/http/deadline";
import type { VertexAi } from "../../vertex/vertexAi";
import { beginsToStop } from "../cancelOn";
import type { CheckResult, RawInputs } from "../checkResult";
import { connectionOf } from "../connection/connectionInputs";
import type { ProviderContext } from "../context";
import { describeFailure, PartialFailure, type Situation } from "../failures";
import { Progress } from "../progress";
import { projectChange } from "../sameProject";
import { DEFAULT_TIMEOUT_MS, READ_TIMEOUT_MS, type TimedOperation } from "../timeouts";
import { check } from "./check";
import { type DiffResult, diff } from "./diff";
import { isGoalReached, isTriggered } from "./goal";
import type { CancellationInputs } from "./inputs";
import { type CancellationOutputs, type Facts, splitOutputs } from "./outputs";
import { isKnownStopped, type Refreshed, refresh } from "./refresh";
import { StopRun, type StopRunOptions } from "./stopRun";

/** What the engine asks of a `PipelineJobCancellation`. */
export class PipelineJobCancellationLifecycle {
  constructor(private readonly context: ProviderContext) {}

  /** Validates, and fills in defaults. No API call. */
  check(olds: RawInputs, news: RawInputs): CheckResult {
    return check(olds, news, this.context.settings);
  }

  /** Compares what is recorded with what is wanted. No API call. */
  async diff(_id: string, olds: CancellationOutputs, news: CancellationInputs): Promise<DiffResult> {
    const result = diff(olds, news);
    if (result.replaces && olds.cancelOn.includes("delete") && !isKnownStopped(olds)) {
      const progress = this.progressOf(olds);
      progress.warn(
        `this replacement stops ${olds.name}, since "delete" is in its cancelOn. If the resource is only renamed or moved, ` +
          "give the new one the old name in aliases",
      );
      await progress.flush();
    }
    return result;
  }

  /** Stops the job; or, if that is to happen on delete only, looks at it once. */
  async create(inputs: CancellationInputs): Promise<{ id: string; outs: CancellationOutputs }> {
    const facts = await this.reach("create", inputs, { before: {}, missingIsStopped: inputs.ignoreMissing });
    return { id: inputs.name, outs: { ...inputs, ...facts } };
  }

  /** Stops the job again or resumes a wait, where the new inputs or what is recorded ask for it. */
  async update(
    _id: string,
    olds: CancellationOutputs,
    news: CancellationInputs,
  ): Promise<{ outs: CancellationOutputs }> {
    const { facts } = splitOutputs(olds);
    const triggered = isTriggered(olds, news);
    const isReached = !triggered && !beginsToStop(olds, news) && isGoalReached(facts, news);
    const recorded = projectChange(olds, news.project) === "unproven" ? olds : undefined;
    if (isReached && !recorded) return { outs: { ...news, ...facts } };
    // A job that was seen running, in a wait that is resumed now, has stopped when it is gone.
    const isResumed = facts.outcome === undefined && facts.state !== undefined;
    const { __cancelRequested, projectNumber } = facts;
    const lasting = { ...(__cancelRequested && { __cancelRequested }), ...(projectNumber && { projectNumber }) };
    const now = await this.reach("update", news, {
      before: triggered ? lasting : facts,
      missingIsStopped: news.ignoreMissing || isResumed,
      recorded,
      isReached,
    });
    return { outs: { ...news, ...now } };
  }

  /** Looks at the job anew. */
  async read(id: string, outputs: CancellationOutputs): Promise<{ id: string } & Refreshed> {
    const progress = this.progressOf(outputs);
    const deadline = new Deadline(READ_TIMEOUT_MS);
    try {
      const vertexAi = this.vertexAi("read", outputs);
      return { id, ...(await refresh(outputs, { vertexAi, progress, deadline })) };
    } catch (error) {
      throw new Error(describeFailure(error, situationOf("read", outputs, {}, deadline)));
    } finally {
      await progress.flush();
    }
  }

  /** Stops the job, if that is to happen on delete. A job that is gone has stopped. */
  async delete(_id: string, outputs: CancellationOutputs): Promise<void> {
    if (!outputs.cancelOn.includes("delete")) return;
    const { inputs } = splitOutputs(outputs);
    const options = { before: {}, missingIsStopped: true };
    await this.run("delete", { ...inputs, requireCancelled: false }, options, (run) => run.stop());
  }

  private reach(operation: TimedOperation, inputs: CancellationInputs, options: RunOptions): Promise<Facts> {
    return this.run(operation, inputs, options, async (run) => {
      if (!inputs.cancelOn.includes("create")) return run.look();
      await run.stop();
      const { outcome, state } = run.facts;
      if (inputs.requireCancelled && outcome === "COMPLETED") {
        throw new Error(
          `${inputs.name} ended ${state} although its cancellation was asked for, and requireCancelled is set`,
        );
      }
    });
  }

  private async run(
    operation: TimedOperation,
    inputs: CancellationInputs,
    { before, missingIsStopped, recorded, isReached }: RunOptions,
    work: (run: StopRun) => Promise<void>,
  ): Promise<Facts> {
    const progress = this.progressOf(inputs);
    const deadline = new Deadline(this.context.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    let run: StopRun | undefined;
    try {
      const vertexAi = this.vertexAi(operation, inputs);
      const begun = new StopRun({ vertexAi, inputs, progress, deadline, before, missingIsStopped });
      if (recorded) await begun.checkProject(recorded);
      if (isReached) return before;
      run = begun;
      await work(run);
      return run.facts;
    } catch (error) {
      const facts = run?.facts ?? {};
      const message = describeFailure(error, situationOf(operation, inputs, facts, deadline));
      if (operation === "delete" || !run?.hasObserved) throw new Error(message);
      throw new PartialFailure(message, inputs.name, { ...inputs, ...facts });
    } finally {
      await progress.flush();
    }
  }

  private vertexAi(operation: Situation["operation"], inputs: CancellationInputs): VertexAi {
    // These two get what was recorded by the last `pulumi up`, config included.
    const isRecorded = operation === "read" || operation === "delete";
    return this.context.vertexAi(this.context.settings.of(connectionOf(inputs)), isRecorded);
  }

  private progressOf(inputs: CancellationInputs): Progress {
    return new Progress(this.context.log, inputs.__progressUrn);
  }
}

/** What a run is about, besides the inputs. */
interface RunOptions extends Pick<StopRunOptions, "before" | "missingIsStopped"> {
  /** What is recorded with another spelling of the project, which may be another project. */
  readonly recorded?: CancellationOutputs | undefined;
  /** Whether nothing but that spelling has changed. */
  readonly isReached?: boolean;
}

function situationOf(
  operation: Situation["operation"],
  inputs: CancellationInputs,
  facts: Facts,
  deadline: Deadline,
): Situation {
  return { operation, lastKnown: facts.state, elapsedMs: deadline.elapsedMs(), urn: inputs.__progressUrn };
}
