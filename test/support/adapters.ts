import { stubOf } from "../../src/resources/stub";
import { ProviderProcess, type SaidByEngine } from "./wire";
import type { Properties } from "./wireProperties";

/** The classes of the resources. */
export type ResourceType = "PipelineJobCancellation" | "JobCancellation" | "JobSweep";

/** One of the two ways in which the engine reaches the resources. */
export interface Adapter {
  readonly title: string;
  start(engineAddress: string, env?: NodeJS.ProcessEnv): Promise<ProviderProcess>;
  /** What a program's inputs have besides what it gives. */
  inputsOf(type: ResourceType): Properties;
  urnOf(type: ResourceType): string;
  /** Spells config of the Google provider, or a message about it, as this adapter does. */
  spelled(text: string): string;
  /** Config of the Google provider as this one gets it. */
  configOf(config: Properties): Properties;
  /** Whether resources have the input `gcpProvider`, which only a TypeScript program can give. */
  readonly takesGoogleProvider: boolean;
}

/** The process that the SDK ships for dynamic providers. */
export const DYNAMIC: Adapter = {
  title: "the dynamic provider process",
  start: (address, env) => ProviderProcess.start(address, env),
  inputsOf: (type) => ({ __provider: stubOf(type), __progressUrn: DYNAMIC.urnOf(type) }),
  urnOf: (type) => `urn:pulumi:s::p::pulumi-nodejs:dynamic/vertex:${type}::resource`,
  spelled: (text) => text,
  configOf: (config) => config,
  takesGoogleProvider: true,
};

/** The process `pulumi-resource-vertex-jobs`. */
export const PLUGIN: Adapter = {
  title: "the plugin",
  start: (address, env) => ProviderProcess.startPlugin(address, env),
  inputsOf: () => ({}),
  urnOf: (type) => `urn:pulumi:s::p::vertex-jobs:index:${type}::resource`,
  spelled: (text) => text.replaceAll("gcp:", "vertex-jobs:"),
  configOf: (config) =>
    Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace("gcp:", ""), value])),
  takesGoogleProvider: false,
};

/** Both of them: what a resource does is the same. */
export const ADAPTERS: readonly Adapter[] = [DYNAMIC, PLUGIN];

/** Starts a process for resources of one class, which is configured with config of the Google provider. */
export async function startConfigured(
  adapter: Adapter,
  engineAddress: string,
  type: ResourceType,
  { config = {}, env, said }: { config?: Properties; env?: NodeJS.ProcessEnv; said?: Omit<SaidByEngine, "urn"> } = {},
): Promise<ProviderProcess> {
  const process = await adapter.start(engineAddress, env);
  process.said = { urn: adapter.urnOf(type), ...said };
  await process.configure(adapter.configOf(config));
  return process;
}
