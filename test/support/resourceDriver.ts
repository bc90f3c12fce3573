import { DynamicResource } from "../../src/dynamic/dynamicResource";
import type { CheckResult } from "../../src/provider/checkResult";
import { Settings } from "../../src/provider/connection/settings";
import type { DiffResult } from "../../src/provider/diff";
import type { CancellationInputs } from "../../src/provider/jobCancellation/inputs";
import type { CancellationOutputs } from "../../src/provider/jobCancellation/outputs";
import { DeclaredPauses } from "../../src/provider/jobSweep/declaredPauses";
import type { SweepInputs } from "../../src/provider/jobSweep/inputs";
import type { SweepOutputs } from "../../src/provider/jobSweep/outputs";
import type { LogEntry } from "../../src/provider/progress";
import type { VertexAi } from "../../src/vertex/vertexAi";
import { vertexAiAt } from "./vertexAi";

/** URN of the resource, unless a test gives it another one. */
const URN = "urn:pulumi:s::p::t::resource";

/** Stack configuration, such as `{"gcp:project": "p"}`. */
export type StackConfig = Readonly<Record<string, string>>;

/** Settings of a stack, with an environment of its own. */
export function settingsOf(config: StackConfig, env: Record<string, string> = {}): Settings {
  return new Settings({ get: (key) => config[key] }, env);
}

/** Inputs and outputs by the resource's class. */
interface Resources {
  readonly PipelineJobCancellation: { readonly inputs: CancellationInputs; readonly outputs: CancellationOutputs };
  readonly JobCancellation: { readonly inputs: CancellationInputs; readonly outputs: CancellationOutputs };
  readonly JobSweep: { readonly inputs: SweepInputs; readonly outputs: SweepOutputs };
}

type Type = keyof Resources;
type Inputs<T extends Type> = Resources[T]["inputs"];
type Outputs<T extends Type> = Resources[T]["outputs"] & { readonly __provider?: string };

/** The methods as the SDK's provider process calls them. */
interface Lifecycle<T extends Type> {
  check(olds: object, news: object): Promise<CheckResult>;
  diff(id: string, olds: object, news: object): Promise<DiffResult>;
  create(inputs: object): Promise<{ id: string; outs: Outputs<T> }>;
  read(id: string, olds: object): Promise<{ id: string; props: Outputs<T>; inputs: Inputs<T> }>;
  update(id: string, olds: object, news: object): Promise<{ outs: Outputs<T> }>;
  delete(id: string, olds: object): Promise<void>;
}

/** A resource in a provider process of its own, without an engine: what is told to that is kept. */
export class ResourceDriver<T extends Type> {
  readonly told: LogEntry[] = [];
  readonly declaredPauses = new DeclaredPauses();
  /** How long the engine gives each operation, in milliseconds; absent: it does not say. */
  timeoutMs: number | undefined;
  readonly aborted = new AbortController();
  /** Whether the engine takes its time. */
  slow = false;
  private readonly vertexAi: VertexAi;

  constructor(
    private readonly type: T,
    endpoint: string,
  ) {
    this.vertexAi = vertexAiAt(endpoint, this.aborted.signal);
  }

  get lifecycle(): Lifecycle<T> {
    const context = {
      settings: settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" }),
      connect: () => this.vertexAi,
      declaredPauses: this.declaredPauses,
      log: async (entry: LogEntry) => {
        if (this.slow) await new Promise((resolve) => setImmediate(resolve));
        this.told.push(entry);
      },
    };
    const request = { urn: "", ...(this.timeoutMs !== undefined && { timeoutMs: this.timeoutMs }) };
    return new DynamicResource(this.type, context, request) as unknown as Lifecycle<T>;
  }

  /** Inputs as the engine passes them on after `check`. */
  async inputs(args: object, olds: object = {}): Promise<Inputs<T>> {
    const given = { __progressUrn: URN, __provider: "stub", ...args };
    const { inputs, failures } = await this.lifecycle.check({ ...olds }, given);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return inputs as unknown as Inputs<T>;
  }

  async create(args: object): Promise<Outputs<T>> {
    return (await this.lifecycle.create(await this.inputs(args))).outs;
  }

  /** What `pulumi up` does with a resource that is in the state: `update` if `diff` finds something to do. */
  async up(olds: Outputs<T>, args: object): Promise<Outputs<T>> {
    const news = await this.inputs(args, olds);
    const { changes, replaces } = await this.lifecycle.diff("id", olds, news);
    if (replaces) throw new Error(`replaced for ${replaces.join(", ")}`);
    return changes ? (await this.lifecycle.update("id", olds, news)).outs : olds;
  }

  async refresh(olds: Outputs<T>): Promise<Outputs<T>> {
    return (await this.lifecycle.read("id", olds)).props;
  }

  /** Lasting messages at the resource's row. */
  notes(): string[] {
    return this.told.filter(({ ephemeral }) => !ephemeral).map(({ severity, message }) => `${severity}: ${message}`);
  }
}

/** The outputs that a failed operation leaves in the state; fails when it leaves none. */
export async function partialOutputs(
  failing: Promise<unknown>,
): Promise<Outputs<"PipelineJobCancellation"> & { message: string }> {
  const error: unknown = await failing.then(
    () => new Error("it succeeds"),
    (failure: unknown) => failure,
  );
  if (!(error instanceof Error) || !("properties" in error)) throw error;
  return { ...(error.properties as CancellationOutputs), message: error.message };
}
