import { contentOf } from "../messages/failure";
import { type Message, message } from "../messages/message";
import { isDenied } from "../vertex/errors";
import { Deadline } from "../vertex/http/deadline";
import type { VertexAi } from "../vertex/vertexAi";
import { activeState, STOPPED } from "./cancelOn";
import { changedPaths } from "./changedPaths";
import { check } from "./check";
import type { CheckResult, RawInputs } from "./checkResult";
import type { CommonInputs } from "./commonInputs";
import { connectionOf } from "./connection/connectionInputs";
import type { ActiveJobs, Definition, Refreshed, Run, Session } from "./definition";
import { type DetailedDiff, diff, hasWork } from "./diff";
import { describeFailure, PartialFailure, type Situation } from "./failures";
import { importedInputs } from "./importedInputs";
import { splitRecorded } from "./inputTable";
import { Progress } from "./progress";
import type { RequestContext } from "./request";
import { projectChange } from "./sameProject";
import { DEFAULT_TIMEOUT_MS, PREVIEW_TIMEOUT_MS, READ_TIMEOUT_MS, type TimedOperation } from "./timeouts";
import { isUnknown, UNKNOWN } from "./unknown";

/** What is done with a resource, from its first check to its deletion. What differs is in its definition. */
export class Lifecycle<I extends CommonInputs, F extends { readonly projectNumber?: string }> {
  constructor(
    private readonly definition: Definition<I, F>,
    private readonly context: RequestContext,
  ) {}

  /** Validates, and fills in defaults. The preview of a new resource also shows which jobs it would stop. */
  async check(olds: RawInputs, news: RawInputs): Promise<CheckResult> {
    const result = check(this.definition, olds, news, this.context.settings);
    if (result.failures.length > 0) return result;
    const inputs = result.inputs as unknown as I;
    this.definition.declare?.(inputs, undefined, this.context);
    if (this.context.isPreview && Object.keys(olds).length === 0) await this.preview(inputs);
    return result;
  }

  /** Compares what is recorded with what is wanted. In a preview that has an update coming, it shows what that stops. */
  async diff(recorded: I & F, news: I): Promise<DetailedDiff> {
    const { definition, context } = this;
    definition.declare?.(news, recorded, context);
    const result = diff(definition, recorded, news);
    if (result.replaces && recorded.cancelOn.includes("delete")) await this.warnOfReplacement(recorded);
    if (context.isPreview && result.changes && hasWork(definition, recorded, news)) await this.preview(news, recorded);
    const changed = result.changes ? changedPaths(definition.inputs, recorded, news, result.replaces ?? []) : [];
    return { ...result, changed };
  }

  /** Stops the jobs; or, if that is to happen on delete only, looks once. A preview shows which it would stop. */
  async create(inputs: I): Promise<{ id: string; outs: I & F }> {
    if (this.context.isPreview) return { id: "", outs: { ...inputs, ...(await this.foreseen(inputs)) } };
    const facts = await this.run("create", inputs);
    return { id: this.definition.idOf(inputs, this.context.urn), outs: { ...inputs, ...facts } };
  }

  /** Stops the jobs again or resumes a wait, where the new inputs or what is recorded ask for it. */
  async update(recorded: I & F, news: I): Promise<{ outs: I & F }> {
    const isSpelledOtherwise = projectChange(recorded, news.project) === "unproven";
    const isIdle = !isSpelledOtherwise && !hasWork(this.definition, recorded, news);
    if (isIdle) return { outs: { ...news, ...this.split(recorded).facts } };
    const { isPreview } = this.context;
    const facts = isPreview ? await this.foreseen(news, recorded) : await this.run("update", news, recorded);
    return { outs: { ...news, ...facts } };
  }

  /** Looks anew. What runs although it should not shows in `desiredState`, so that the next update has a reason. */
  read(id: string, recorded: I & F): Promise<{ id: string; props: I & F; inputs: I } | undefined> {
    // A program that reads by id may give a part of the state.
    if (recorded.cancelOn === undefined) return this.import(id);
    const { inputs, facts } = this.split(recorded);
    return this.attempt(
      "read",
      inputs,
      () => facts,
      async (session) => {
        const { facts: now, active } = await this.refresh(session, facts);
        if (active) session.progress.info(whatComes(inputs, active));
        const isDrift = active !== undefined && inputs.cancelOn.includes("create");
        const refreshed = { ...inputs, desiredState: isDrift ? activeState(active.what) : STOPPED };
        return { id, inputs: refreshed, props: { ...refreshed, ...now } };
      },
    );
  }

  /** Stops the jobs, if that is to happen on delete; or releases what was held. */
  async delete(recorded: I & F): Promise<void> {
    const { definition, context } = this;
    const { inputs, facts } = this.split(recorded);
    if (inputs.cancelOn.includes("delete")) {
      await this.run("delete", { ...inputs, cancelOn: ["create"], requireCancelled: false }, recorded);
    } else if (definition.releases?.(inputs)) {
      await this.attempt(
        "delete",
        inputs,
        () => facts,
        async (session) => definition.release?.(session, facts, context),
      );
    }
  }

  /**
   * Reads a resource of which nothing is recorded, by its id.
   *
   * @returns `undefined` if there is nothing with that id. The inputs are those that a program would give.
   * @throws Failure when the id can't be used, or if such a resource can't be imported.
   */
  private async import(id: string): Promise<{ id: string; props: I & F; inputs: I } | undefined> {
    const { given, inputs } = importedInputs(this.definition, id, this.context);
    return this.attempt(
      "read",
      inputs,
      () => undefined,
      async (session) => {
        const { facts, isMissing } = await this.refresh(session, {} as F);
        return isMissing ? undefined : { id, props: { ...inputs, ...facts }, inputs: given };
      },
    );
  }

  private async run(operation: TimedOperation, inputs: I, recorded?: I & F): Promise<F> {
    const { definition, context } = this;
    const isSpelledOtherwise =
      operation === "update" && recorded !== undefined && projectChange(recorded, inputs.project) === "unproven";
    let run: Run<F> | undefined;
    try {
      return await this.attempt(
        operation,
        inputs,
        () => run?.facts,
        async (session) => {
          const begun = definition.begin(session, { operation, context, ...(recorded && { recorded }) });
          const isStopping = inputs.cancelOn.includes("create");
          const isKept = isSpelledOtherwise && ((await begun.checkProject(recorded)) || !isStopping);
          if (isKept && !hasWork(definition, recorded, inputs)) {
            return { ...this.split(recorded).facts, ...begun.projectFacts };
          }
          run = begun;
          await (isStopping ? run.stop() : run.look());
          return run.facts;
        },
      );
    } catch (error) {
      if (operation === "delete" || !run?.hasObserved || !(error instanceof Error)) throw error;
      const { facts } = run;
      const active = inputs.cancelOn.includes("create") ? definition.activeIn(facts, inputs) : undefined;
      const desiredState = active === undefined ? STOPPED : activeState(active);
      throw new PartialFailure(error.message, definition.idOf(inputs, context.urn), {
        ...inputs,
        desiredState,
        ...facts,
      });
    }
  }

  private async refresh(session: Session<I>, facts: F): Promise<Refreshed<F>> {
    try {
      return await this.definition.refresh(session, facts);
    } catch (error) {
      const kept = isDenied(error) ? this.definition.keptWhenDenied(facts, session.inputs) : undefined;
      if (!kept || !isDenied(error)) throw error;
      // A dead project must not block the refresh of everything else in the stack.
      session.progress.warn(message("keptAsLastKnown", { known: kept.words, fault: error.content }));
      return kept;
    }
  }

  private async warnOfReplacement(recorded: I & F): Promise<void> {
    const warning = this.definition.describeReplacement(recorded);
    if (!warning) return;
    const progress = this.progress();
    progress.warn(warning);
    await progress.flush();
  }

  /** Shows what a run would do. @returns the facts, all unknown. */
  private async foreseen(inputs: I, recorded?: I & F): Promise<F> {
    await this.preview(inputs, recorded);
    return Object.fromEntries(this.definition.outputs.map((key) => [key, UNKNOWN])) as unknown as F;
  }

  /** Shows at the resource's row which jobs would be stopped. A preview that can't tell says so, and goes on. */
  private async preview(inputs: I, recorded?: I & F): Promise<void> {
    if (!this.definition.preview) return;
    const progress = this.progress();
    try {
      if (isUnknown(inputs)) progress.info(message("previewUnknown"));
      else {
        const deadline = new Deadline(PREVIEW_TIMEOUT_MS);
        const session = { vertexAi: this.connect("create", inputs), inputs, progress, deadline };
        for (const note of await this.definition.preview(session, recorded)) progress.info(note);
      }
    } catch (error) {
      progress.info(message("previewFailed", { fault: contentOf(error) }));
    } finally {
      await progress.flush();
    }
  }

  /**
   * Works with the jobs, and shows all that there is to show.
   *
   * @param known - what is known of the jobs when it fails.
   * @throws Error that says what happened, what was last known, and what to do.
   */
  private async attempt<T>(
    operation: Situation["operation"],
    inputs: I,
    known: () => F | undefined,
    work: (session: Session<I>) => Promise<T>,
  ): Promise<T> {
    const progress = this.progress();
    const timeoutMs = this.context.timeoutMs ?? (operation === "read" ? READ_TIMEOUT_MS : DEFAULT_TIMEOUT_MS);
    const deadline = new Deadline(timeoutMs);
    try {
      return await work({ vertexAi: this.connect(operation, inputs), inputs, progress, deadline });
    } catch (error) {
      const facts = known();
      const lastKnown = facts && this.definition.lastKnown(facts);
      const situation = { operation, lastKnown, elapsedMs: deadline.elapsedMs(), urn: this.context.urn };
      throw new Error(describeFailure(error, situation, this.context.words));
    } finally {
      await progress.flush();
    }
  }

  private connect(operation: Situation["operation"], inputs: I): VertexAi {
    // These two get what was recorded by the last `pulumi up`, config included.
    const isRecorded = operation === "read" || operation === "delete";
    return this.context.connect(this.context.settings.of(connectionOf(inputs)), isRecorded);
  }

  private progress(): Progress {
    return new Progress(this.context.log, this.context.urn, this.context.words);
  }

  private split(recorded: I & F): { inputs: I; facts: F } {
    return splitRecorded<I, F>(this.definition.inputs, recorded);
  }
}

/** Which command stops jobs that run. */
function whatComes({ cancelOn }: CommonInputs, { line: active, pronoun: them }: ActiveJobs): Message {
  const [onUp, onDestroy] = [cancelOn.includes("create"), cancelOn.includes("delete")];
  const code = onUp && onDestroy ? "bothStop" : onUp ? "upStops" : "destroyStops";
  return message(code, { active, them });
}
