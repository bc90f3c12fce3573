import type { Words } from "../messages/render";
import type { RetryListener } from "../vertex/http/deadline";
import type { VertexAi } from "../vertex/vertexAi";
import type { RawInputs } from "./checkResult";
import type { Settings } from "./connection/settings";
import type { DeclaredPauses } from "./jobSweep/declaredPauses";
import type { Log } from "./progress";

/** What comes with every request, whichever protocol brings it. */
export interface RequestContext {
  /** URN that the resource has now; absent where there is no engine. */
  readonly urn?: string | undefined;
  /** Whether the engine only asks what it would do. */
  readonly isPreview?: boolean;
  /** How long the operation may take, in milliseconds; absent: the default. */
  readonly timeoutMs?: number | undefined;
  /** Called before each retry of a listing; default: nobody is told. */
  readonly onRetry?: RetryListener;
  /** Settings of the stack or of the provider, without those that a resource gives itself. */
  readonly settings: Settings;
  readonly log: Log;
  /** Names of inputs and settings in messages; default: those of a Pulumi program. */
  readonly words?: Words;
  /**
   * Connects to Vertex AI. What it returns sends nothing once the caller's signal has aborted.
   *
   * @param settings - those of the resource.
   * @param tokenMayHaveEnded - whether they are recorded ones: an access token gives way to the environment then.
   * @throws SettingError
   */
  connect(settings: Settings, tokenMayHaveEnded: boolean): VertexAi;
  /** What the sweeps of this run declare of schedules. */
  readonly declaredPauses: DeclaredPauses;
}

/** What is recorded of a resource: its inputs and the facts about its jobs. */
export type Recorded = Readonly<Record<string, unknown>>;

/** One operation on one resource. */
export type ResourceOperation =
  | { readonly operation: "check"; readonly olds: RawInputs; readonly news: RawInputs }
  | { readonly operation: "diff"; readonly recorded: Recorded; readonly news: RawInputs }
  | { readonly operation: "create"; readonly news: RawInputs }
  | { readonly operation: "read"; readonly id: string; readonly recorded: Recorded }
  | { readonly operation: "update"; readonly recorded: Recorded; readonly news: RawInputs }
  | { readonly operation: "delete"; readonly recorded: Recorded };

/** An operation, and what comes with it. */
export type ResourceRequest = RequestContext & ResourceOperation;

/** What an operation may be. */
export type Operation = ResourceRequest["operation"];
