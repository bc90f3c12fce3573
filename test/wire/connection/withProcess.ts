import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Adapter, startConfigured } from "../../support/adapters";
import { LocalGoogle } from "../../support/localGoogle";
import { plainEnvironment } from "../../support/pulumiEnvironment";
import type { ProviderProcess } from "../../support/wire";
import { WireEngine } from "../../support/wireEngine";
import { withFake } from "../../support/withFake";
import type { Surroundings, UsableSettings } from "./usableSettings";

const TYPE = "PipelineJobCancellation";

/** A provider process that has nothing but what a row of a table says, and what it talks to. */
export interface ConnectedProcess {
  readonly google: () => LocalGoogle;
  readonly engine: () => WireEngine;
  readonly surroundings: () => Surroundings;
  /** What a program gives, besides what a row says. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The process without config. */
  start(env: UsableSettings["env"]): Promise<ProviderProcess>;
  startConfigured(row: Pick<UsableSettings, "config" | "env">): Promise<ProviderProcess>;
}

/** Starts what a process talks to before each test of the enclosing describe, and stops all afterwards. */
export function withProcess(adapter: Adapter): ConnectedProcess {
  const fake = withFake();
  let home: string;
  let google: LocalGoogle;
  let engine: WireEngine;
  let provider: ProviderProcess | undefined;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "connection-"));
    google = await LocalGoogle.start(home, fake().endpoint);
    engine = await new WireEngine().start();
  });
  afterEach(async () => {
    await provider?.stop();
    provider = undefined;
    engine.kill();
    await google.stop();
    rmSync(home, { recursive: true });
  });

  const surroundings = (): Surroundings => ({
    google,
    file: (name, contents) => {
      const path = join(home, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, typeof contents === "string" ? contents : JSON.stringify(contents));
      return path;
    },
  });
  const environment = (env: UsableSettings["env"]) => ({
    ...plainEnvironment(),
    HOME: home,
    ...google.environment,
    ...env?.(surroundings()),
  });

  return {
    google: () => google,
    engine: () => engine,
    surroundings,
    raw: {
      name: "projects/p/locations/us-central1/pipelineJobs/a",
      ignoreMissing: true,
      ...adapter.inputsOf(TYPE),
    },
    start: async (env) => {
      provider = await adapter.start(engine.address, environment(env));
      return provider;
    },
    startConfigured: async ({ config, env }) => {
      const given = { config: config?.(surroundings()) ?? {}, env: environment(env) };
      provider = await startConfigured(adapter, engine.address, TYPE, given);
      return provider;
    },
  };
}

/** Whether an adapter can be given what a row says. */
export const canBeGiven =
  ({ takesGoogleProvider }: Adapter) =>
  ({ gcpProvider }: { readonly gcpProvider?: object }) =>
    takesGoogleProvider || !gcpProvider;
