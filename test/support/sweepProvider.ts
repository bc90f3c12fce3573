import type { LogEntry } from "../../src/provider/engine";
import { DeclaredPauses } from "../../src/provider/jobSweep/declaredPauses";
import type { SweepInputs } from "../../src/provider/jobSweep/inputs";
import { JobSweepLifecycle } from "../../src/provider/jobSweep/lifecycle";
import type { SweepOutputs } from "../../src/provider/jobSweep/outputs";
import type { VertexAi } from "../../src/vertex/vertexAi";
import { settingsOf } from "./cancellationProvider";
import { vertexAiAt } from "./vertexAi";

/** The lifecycle of a `JobSweep`, without an engine: what is told to it is kept. */
export class SweepProvider {
  readonly told: LogEntry[] = [];
  readonly declaredPauses = new DeclaredPauses();
  /** How long the engine gives each operation, in milliseconds; absent: it does not say. */
  timeoutMs: number | undefined;
  private readonly vertexAi: VertexAi;

  constructor(endpoint: string) {
    this.vertexAi = vertexAiAt(endpoint);
  }

  get lifecycle(): JobSweepLifecycle {
    return new JobSweepLifecycle({
      settings: settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" }),
      vertexAi: () => this.vertexAi,
      declaredPauses: this.declaredPauses,
      timeoutMs: this.timeoutMs,
      log: async (entry) => {
        this.told.push(entry);
      },
    });
  }

  /** Inputs as the engine passes them on after `check`. */
  async inputs(args: Record<string, unknown>, olds: Record<string, unknown> = {}): Promise<SweepInputs> {
    const given = { __progressUrn: "urn:pulumi:s::p::t::sweep", __provider: "stub", ...args };
    const { inputs, failures } = await this.lifecycle.check(olds, given);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return inputs as unknown as SweepInputs;
  }

  async create(args: Record<string, unknown>): Promise<SweepOutputs> {
    return (await this.lifecycle.create(await this.inputs(args))).outs;
  }

  /** What `pulumi up` does with a resource that is in the state: `update` if `diff` finds something to do. */
  async up(olds: SweepOutputs, args: Record<string, unknown>): Promise<SweepOutputs> {
    const news = await this.inputs(args, { ...olds });
    const { changes, replaces } = await this.lifecycle.diff("id", olds, news);
    if (replaces) throw new Error(`replaced for ${replaces.join(", ")}`);
    return changes ? (await this.lifecycle.update("id", olds, news)).outs : olds;
  }

  async refresh(olds: SweepOutputs): Promise<SweepOutputs> {
    return (await this.lifecycle.read("id", olds)).props;
  }

  /** Lasting messages at the resource's row. */
  notes(): string[] {
    return this.told.filter(({ ephemeral }) => !ephemeral).map(({ severity, message }) => `${severity}: ${message}`);
  }
}
