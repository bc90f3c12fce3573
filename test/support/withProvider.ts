import type { FakeVertexAi } from "../../src/testing";
import { type Adapter, type ResourceType, startConfigured } from "./adapters";
import type { ProviderProcess } from "./wire";
import { WireEngine } from "./wireEngine";

/** A provider process and its engine. */
export interface RunningProvider {
  readonly engine: () => WireEngine;
  readonly provider: () => ProviderProcess;
}

/** Config of the Google provider for the fake, with the project and region of tests that don't care. */
export function configOf({ endpoint }: FakeVertexAi): Record<string, string> {
  return {
    "gcp:project": "p",
    "gcp:region": "us-central1",
    "gcp:accessToken": "secret-token",
    "gcp:vertexAiCustomEndpoint": endpoint,
  };
}

/** Starts a configured provider process before each test of the enclosing describe, and stops it afterwards. */
export function withProvider(adapter: Adapter, type: ResourceType, fake: () => FakeVertexAi): RunningProvider {
  let engine: WireEngine | undefined;
  let provider: ProviderProcess | undefined;
  beforeEach(async () => {
    engine = await new WireEngine().start();
    provider = await startConfigured(adapter, engine.address, type, { config: configOf(fake()) });
  });
  afterEach(async () => {
    await provider?.stop();
    engine?.kill();
  });
  return { engine: () => present(engine), provider: () => present(provider) };
}

function present<T>(value: T | undefined): T {
  if (!value) throw new Error("the provider process is there in tests only");
  return value;
}
