import { SettingError } from "../provider/connection/settingSources";
import { Settings } from "../provider/connection/settings";
import { vertexAiOf } from "../provider/connection/sharedVertexAi";
import type { VertexAi } from "../vertex/vertexAi";
import type { Values } from "./selectorOptions";
import { UsageError } from "./usageError";

/** What the provider is told, without a stack: the options, then the environment, then Application Default Credentials. */
export function settingsOf({ endpoint }: Values): Settings {
  return new Settings({
    get: (key) => (key === "gcp:vertexAiCustomEndpoint" && typeof endpoint === "string" ? endpoint : undefined),
  });
}

/**
 * Vertex AI where and as whom the settings say.
 *
 * @throws UsageError for a setting that can't be used, before anything is sent.
 */
export function connect(settings: Settings, signal: AbortSignal): VertexAi {
  try {
    return vertexAiOf(settings, { signal });
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    throw new UsageError(error.message.replace("gcp:vertexAiCustomEndpoint", "--endpoint"));
  }
}
