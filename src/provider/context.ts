import type { VertexAi } from "../vertex/vertexAi";
import type { Settings } from "./connection/settings";
import type { DeclaredPauses } from "./jobSweep/declaredPauses";
import type { Log } from "./progress";

/** What the provider of a resource works with. */
export interface ProviderContext {
  /** Those of the stack, without what a resource gives itself. */
  readonly settings: Settings;
  /**
   * @param settings - those of the resource.
   * @param tokenMayHaveEnded - whether they are recorded ones: an access token gives way to the environment then.
   * @throws SettingError
   */
  vertexAi(settings: Settings, tokenMayHaveEnded: boolean): VertexAi;
  readonly log: Log;
  /** What the sweeps of this run declare of schedules. */
  readonly declaredPauses: DeclaredPauses;
  /** How long the engine gives the operation, in milliseconds; absent where that is not known. */
  readonly timeoutMs?: number | undefined;
}
