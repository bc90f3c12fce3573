import { createHash } from "node:crypto";
import type { VertexAi } from "../vertex/vertexAi";
import type { Settings } from "./settings";

/** One for each endpoint and identity: it has the access token, the request budgets and the watchers. */
const known = new Map<string, VertexAi>();

/**
 * Vertex AI where and as whom the settings say, shared by all resources of this process. Its code, with Google's
 * authentication library, is loaded on first use: check and diff, which every `pulumi up` calls, need none of it.
 *
 * @param signal - aborted when nothing more may be sent; the same for all.
 * @throws SettingError before anything is sent.
 */
export function vertexAiOf(settings: Settings, signal: AbortSignal): VertexAi {
  const credentials = settings.credentials();
  const endpoint = settings.endpoint();
  const key = createHash("sha256")
    .update(JSON.stringify([endpoint, credentials]))
    .digest("hex");
  const shared = known.get(key);
  if (shared) return shared;

  const { Transport } = require("../vertex/transport") as typeof import("../vertex/transport");
  const { VertexAi } = require("../vertex/vertexAi") as typeof import("../vertex/vertexAi");
  const { AuthClientSource } = require("../vertex/credentials") as typeof import("../vertex/credentials");
  const source = new AuthClientSource(credentials);
  const made = new VertexAi(new Transport({ endpoint, signal, authClient: () => source.get() }));
  known.set(key, made);
  return made;
}
