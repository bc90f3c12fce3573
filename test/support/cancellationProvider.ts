import { Settings } from "../../src/provider/connection/settings";
import type { LogEntry } from "../../src/provider/engine";
import { DeclaredPauses } from "../../src/provider/jobSweep/declaredPauses";
import type { CancellationInputs } from "../../src/provider/pipelineJobCancellation/inputs";
import { PipelineJobCancellationLifecycle } from "../../src/provider/pipelineJobCancellation/lifecycle";
import type { CancellationOutputs } from "../../src/provider/pipelineJobCancellation/outputs";
import type { VertexAi } from "../../src/vertex/vertexAi";
import { vertexAiAt } from "./vertexAi";

/** Stack configuration, such as `{"gcp:project": "p"}`. */
export type StackConfig = Readonly<Record<string, string>>;

/** Settings of a stack, with an environment of its own. */
export function settingsOf(config: StackConfig, env: Record<string, string> = {}): Settings {
  return new Settings({ get: (key) => config[key] }, env);
}

/** The lifecycle of a `PipelineJobCancellation`, without an engine: what is told to it is kept. */
export class CancellationProvider {
  readonly told: LogEntry[] = [];
  readonly declaredPauses = new DeclaredPauses();
  /** How long the engine gives each operation, in milliseconds; absent: it does not say. */
  timeoutMs: number | undefined;
  readonly aborted = new AbortController();
  /** Whether the engine takes its time. */
  slow = false;
  private readonly vertexAi: VertexAi;

  constructor(endpoint: string) {
    this.vertexAi = vertexAiAt(endpoint, this.aborted.signal);
  }

  get lifecycle(): PipelineJobCancellationLifecycle {
    return new PipelineJobCancellationLifecycle({
      settings: settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" }),
      vertexAi: () => this.vertexAi,
      declaredPauses: this.declaredPauses,
      timeoutMs: this.timeoutMs,
      log: async (entry) => {
        if (this.slow) await new Promise((resolve) => setImmediate(resolve));
        this.told.push(entry);
      },
    });
  }

  /** Inputs as the engine passes them on after `check`. */
  inputs(args: Record<string, unknown>): CancellationInputs {
    const { inputs, failures } = this.lifecycle.check({}, { __progressUrn: "urn:a", __provider: "stub", ...args });
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return inputs as CancellationInputs;
  }

  async create(args: Record<string, unknown>): Promise<CancellationOutputs> {
    return (await this.lifecycle.create(this.inputs(args))).outs;
  }

  /** What `pulumi up` does with a resource that is in the state: `update` if `diff` finds something to do. */
  async up(olds: CancellationOutputs, args: Record<string, unknown>): Promise<CancellationOutputs> {
    const news = this.inputs(args);
    const { changes, replaces } = await this.lifecycle.diff(olds.name, olds, news);
    if (replaces) throw new Error(`replaced for ${replaces.join(", ")}`);
    return changes ? (await this.lifecycle.update(olds.name, olds, news)).outs : olds;
  }

  async refresh(olds: CancellationOutputs): Promise<CancellationOutputs> {
    return (await this.lifecycle.read(olds.name, olds)).props;
  }

  /** Lasting messages at the resource's row. */
  notes(): string[] {
    return this.told.filter(({ ephemeral }) => !ephemeral).map(({ severity, message }) => `${severity}: ${message}`);
  }
}

/** The outputs that a failed operation leaves in the state; fails when it leaves none. */
export async function partialOutputs(failing: Promise<unknown>): Promise<CancellationOutputs & { message: string }> {
  const error: unknown = await failing.then(
    () => new Error("it succeeds"),
    (failure: unknown) => failure,
  );
  if (!(error instanceof Error) || !("properties" in error)) throw error;
  return { ...(error.properties as CancellationOutputs), message: error.message };
}
