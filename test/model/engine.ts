import assert from "node:assert/strict";
import type { CheckFailure } from "../../src/provider/checkResult";
import type { ProviderContext } from "../../src/provider/context";
import { PipelineJobCancellationLifecycle } from "../../src/provider/pipelineJobCancellation/lifecycle";
import { PipelineJobSweepLifecycle } from "../../src/provider/pipelineJobSweep/lifecycle";
import { PLACE } from "../support/withFake";
import type { CancellationPlan, History, SweepPlan, Verb } from "./history";
import { LABELS } from "./users";

type Properties = Record<string, unknown>;

/** A provider's methods as the engine calls them: with plain data. */
interface Lifecycle {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: readonly CheckFailure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces?: readonly string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, olds: Properties): Promise<{ id: string; props: Properties; inputs: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, olds: Properties): Promise<void>;
}

/** What the engine has in its state. */
export interface Recorded {
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Properties;
  /** Whether the last operation failed in the middle. */
  readonly isPartial: boolean;
}

/** What a provider was asked to do, and what came of it. */
export interface Operation {
  readonly resource: Resource;
  /** `none`: nothing was to be done. */
  readonly method: "create" | "read" | "update" | "delete" | "none";
  readonly error?: Error;
  /** What is recorded afterwards. */
  readonly recorded: Recorded | undefined;
  /** Whether the next `up` would do something. */
  readonly isChangeComing: boolean;
}

/** One resource of a program, and what the engine does with it. */
export class Resource {
  private recorded: Recorded | undefined;

  constructor(
    readonly plan: CancellationPlan | SweepPlan,
    readonly name: string,
    private readonly lifecycle: Lifecycle,
    private readonly args: Properties,
  ) {}

  async run(verb: Verb): Promise<Operation> {
    if (verb === "refresh") return this.recorded ? this.refresh(this.recorded) : this.end("none");
    if (verb === "destroy") return this.recorded ? this.destroy(this.recorded) : this.end("none");
    const news = await this.check();
    if (!this.recorded) return this.create(news);
    const { changes } = await this.lifecycle.diff(this.recorded.id, this.recorded.outs, news);
    return changes || this.recorded.isPartial ? this.update(this.recorded, news) : this.end("none");
  }

  private async check(): Promise<Properties> {
    const given = { __provider: "stub", __progressUrn: `urn:pulumi:s::p::t::${this.name}`, ...this.args };
    const { inputs, failures } = await this.lifecycle.check(this.recorded?.inputs ?? {}, given);
    assert.deepEqual(failures, []);
    return inputs;
  }

  private async create(inputs: Properties): Promise<Operation> {
    try {
      const { id, outs } = await this.lifecycle.create(inputs);
      this.record({ id, inputs, outs, isPartial: false });
      return this.end("create");
    } catch (error) {
      return this.fail("create", inputs, error);
    }
  }

  private async update({ id, outs: olds }: Recorded, inputs: Properties): Promise<Operation> {
    try {
      const { outs } = await this.lifecycle.update(id, olds, inputs);
      this.record({ id, inputs, outs, isPartial: false });
      return this.end("update");
    } catch (error) {
      return this.fail("update", inputs, error);
    }
  }

  private async refresh({ id, outs: olds }: Recorded): Promise<Operation> {
    try {
      const { inputs, props } = await this.lifecycle.read(id, olds);
      this.record({ id, inputs, outs: props, isPartial: false });
      return this.end("read");
    } catch (error) {
      return this.end("read", asError(error));
    }
  }

  private async destroy({ id, outs }: Recorded): Promise<Operation> {
    try {
      await this.lifecycle.delete(id, outs);
      this.recorded = undefined;
      return this.end("delete");
    } catch (error) {
      return this.end("delete", asError(error));
    }
  }

  /** The engine keeps what a partial failure brings, and else what it had. */
  private fail(method: "create" | "update", inputs: Properties, failure: unknown): Promise<Operation> {
    const error = asError(failure);
    if ("properties" in error && "id" in error) {
      this.record({ id: String(error.id), inputs, outs: error.properties as Properties, isPartial: true });
    }
    return this.end(method, error);
  }

  private record(recorded: Recorded): void {
    const outs = JSON.parse(JSON.stringify(recorded.outs)) as Properties;
    assert.deepStrictEqual(recorded.outs, outs, "what goes into the state is plain data without undefined");
    assert.equal(outs.__provider, "stub", "the provider's code is in the state");
    this.recorded = { ...recorded, outs };
  }

  private async end(method: Operation["method"], error?: Error): Promise<Operation> {
    const { recorded } = this;
    const news = recorded && (await this.check());
    const diff = recorded && news && (await this.lifecycle.diff(recorded.id, recorded.outs, news));
    assert.equal(diff?.replaces, undefined);
    const isChangeComing = recorded?.isPartial || (diff?.changes ?? false);
    return { resource: this, method, recorded, isChangeComing, ...(error && { error }) };
  }
}

function asError(failure: unknown): Error {
  assert.ok(failure instanceof Error, `something was thrown that is no error: ${failure}`);
  return failure;
}

/** The resources of a history's program. */
export function resourcesOf(history: History, context: ProviderContext): Resource[] {
  const __timeouts = Object.fromEntries(
    ["create", "update", "delete"].map((operation) => [operation, `${history.timeoutSeconds}s`]),
  );
  const cancellations = history.cancellations.map((plan, index) => {
    const { job, region, ...rest } = plan;
    const name = `projects/${PLACE.project}/locations/${region}/pipelineJobs/${job}`;
    const lifecycle = new PipelineJobCancellationLifecycle(context) as unknown as Lifecycle;
    return new Resource(plan, `cancellation-${index}`, lifecycle, { name, __timeouts, ...rest });
  });
  const sweeps = history.sweeps.map((plan, index) => {
    const which = {
      selector: { labels: { environment: LABELS.meant.environment } },
      exclude: { labels: { keep: "*" } },
    };
    const lifecycle = new PipelineJobSweepLifecycle(context) as unknown as Lifecycle;
    return new Resource(plan, `sweep-${index}`, lifecycle, { ...which, __timeouts, ...plan });
  });
  return [...cancellations, ...sweeps];
}
