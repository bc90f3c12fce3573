import { createHash } from "node:crypto";
import { getOrCreate } from "../../vertex/getOrCreate";
import type { Caller, Fallback } from "../../vertex/http/caller";
import type { Identity } from "../../vertex/http/credentials";
import type { RequestBudgets } from "../../vertex/http/requestBudgets";
import type { VertexAi } from "../../vertex/vertexAi";
import type { Settings } from "./settings";

/** One for each identity: it has the access token. */
const callers = new Map<string, Caller>();

/** One for each identity and connection: it has the request budgets and the watchers. */
const known = new Map<string, VertexAi>();

/** Shared by all identities and connections: the service counts requests by project and region. */
let budgets: RequestBudgets | undefined;

/** How Vertex AI is to be called. */
export interface SharedVertexAiOptions {
  /** Aborted when nothing more may be sent; the same for all. */
  readonly signal: AbortSignal;
  /** Waits until something may be sent; the same for all. */
  readonly mayRequest?: () => Promise<void>;
  /** Whether an access token that has ended gives way to the environment; told with where both come from. */
  readonly onFallback?: Fallback["onTaken"] | undefined;
}

/**
 * Vertex AI where and as whom the settings say, shared by all resources of this process. Its code, with Google's
 * authentication library, is loaded on first use: check and diff, which every `pulumi up` calls, need none of it.
 *
 * @throws SettingError before anything is sent.
 */
export function vertexAiOf(settings: Settings, options: SharedVertexAiOptions): VertexAi {
  const { signal, mayRequest, onFallback } = options;
  const identity = settings.identity();
  const fallback = onFallback && settings.fallbackIdentity();
  const connection = settings.connection();
  const whom = digest([identity, fallback]);
  return getOrCreate(known, digest([whom, connection]), () => {
    const { Transport } = require("../../vertex/http/transport") as typeof import("../../vertex/http/transport");
    const { VertexAi } = require("../../vertex/vertexAi") as typeof import("../../vertex/vertexAi");
    const caller = getOrCreate(callers, whom, () =>
      callerOf(identity, fallback && { identity: fallback, onTaken: onFallback }),
    );
    return new VertexAi(
      new Transport({ ...connection, signal, caller, budgets: sharedBudgets(), ...(mayRequest && { mayRequest }) }),
    );
  });
}

function sharedBudgets(): RequestBudgets {
  const { RequestBudgets } =
    require("../../vertex/http/requestBudgets") as typeof import("../../vertex/http/requestBudgets");
  budgets ??= new RequestBudgets();
  return budgets;
}

function callerOf(identity: Identity, fallback: Fallback | undefined): Caller {
  const { Caller } = require("../../vertex/http/caller") as typeof import("../../vertex/http/caller");
  return new Caller(identity, fallback);
}

/** Keys are not kept in the clear. */
function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
