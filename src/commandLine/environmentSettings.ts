import { SettingError } from "../provider/connection/settingSources";
import { Settings } from "../provider/connection/settings";
import { vertexAiOf } from "../provider/connection/sharedVertexAi";
import { DeclaredPauses } from "../provider/jobSweep/declaredPauses";
import type { RequestContext } from "../provider/request";
import type { VertexAi } from "../vertex/vertexAi";
import type { Values } from "./selectorOptions";
import { UsageError } from "./usageError";

/**
 * The context of a request: nobody shows what is logged, and there is no engine.
 *
 * @param request - how long it may take, and who is told of retries.
 */
export function contextOf(
  values: Values,
  signal: AbortSignal,
  request: Pick<RequestContext, "timeoutMs" | "onRetry">,
): RequestContext {
  return {
    ...request,
    settings: settingsOf(values),
    connect: (settings) => connect(settings, signal),
    log: async () => {},
    declaredPauses: new DeclaredPauses(),
  };
}

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
    throw new UsageError(error.content);
  }
}
