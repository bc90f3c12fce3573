import type { FakeVertexAi } from "../../src/testing";
import { PLUGIN, type ResourceType } from "./adapters";
import type { ProviderProcess, SaidByEngine } from "./wire";
import { WireEngine } from "./wireEngine";
import type { Properties } from "./wireProperties";

/** An engine that has started the plugin. */
export class PluginRun {
  private readonly processes: ProviderProcess[] = [];

  /** @param endpoint - where the API is. */
  constructor(
    readonly engine: WireEngine,
    private readonly endpoint: string,
  ) {}

  /** Starts a process that is configured for a provider; default: the project and region of tests that don't care. */
  async start(config: Properties = {}): Promise<ProviderProcess> {
    const process = await PLUGIN.start(this.engine.address);
    this.processes.push(process);
    await process.configure({ ...this.config, ...config });
    return process;
  }

  /** What a provider is configured with unless a test says otherwise. */
  get config(): Properties {
    return { project: "p", region: "us-central1", accessToken: "secret-token", vertexAiCustomEndpoint: this.endpoint };
  }

  /** The process that was started first, about to be asked about a resource of a class. */
  about(type: ResourceType, said: Omit<SaidByEngine, "urn"> = {}): ProviderProcess {
    const [process] = this.processes;
    if (!process) throw new Error("no process was started");
    process.said = { urn: PLUGIN.urnOf(type), ...said };
    return process;
  }

  /** Ends what is left of all processes, and the engine. */
  async stop(): Promise<void> {
    for (const process of this.processes) await process.stop();
    this.engine.kill();
  }
}

/** Starts the plugin before each test of the enclosing describe. */
export function withPlugin(fake: () => FakeVertexAi): () => PluginRun {
  let run: PluginRun | undefined;
  beforeEach(async () => {
    run = new PluginRun(await new WireEngine().start(), fake().endpoint);
    await run.start();
  });
  afterEach(async () => {
    await run?.stop();
  });
  return () => {
    if (!run) throw new Error("the plugin is there in tests only");
    return run;
  };
}
