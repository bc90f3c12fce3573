import type { JobsClient } from "../vertex/client";
import type { Log } from "./progress";
import type { Settings } from "./settings";

/** What the provider of a resource works with. */
export interface ProviderContext {
  readonly settings: Settings;
  /** @throws SettingError */
  client(): JobsClient;
  readonly log: Log;
  /** Aborted when the engine is dead: nothing more may be sent then. */
  readonly signal: AbortSignal;
}
