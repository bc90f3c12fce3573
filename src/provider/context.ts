import type { VertexAi } from "../vertex/vertexAi";
import type { Log } from "./progress";
import type { Settings } from "./settings";

/** What the provider of a resource works with. */
export interface ProviderContext {
  readonly settings: Settings;
  /** @throws SettingError */
  vertexAi(): VertexAi;
  readonly log: Log;
}
