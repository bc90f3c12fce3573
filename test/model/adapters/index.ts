import type { Adapter, Surroundings } from "./adapter";
import { DynamicAdapter } from "./dynamic";
import { PluginAdapter } from "./plugin";

/** How a provider process is called. A history shrinks to the first of them. */
export const ADAPTER_NAMES = ["dynamic", "plugin"] as const;

/** One of {@link ADAPTER_NAMES}. */
export type AdapterName = (typeof ADAPTER_NAMES)[number];

const ADAPTERS: Readonly<Record<AdapterName, new (surroundings: Surroundings) => Adapter>> = {
  dynamic: DynamicAdapter,
  plugin: PluginAdapter,
};

/** An adapter in a process of its own. */
export function newAdapter(name: AdapterName, surroundings: Surroundings): Adapter {
  return new ADAPTERS[name](surroundings);
}
