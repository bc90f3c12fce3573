import { createHash } from "node:crypto";
import type { AuthClient } from "google-auth-library";
import type { JobsClient } from "../vertex/client";
import type { Credentials } from "../vertex/credentials";
import type { Settings } from "./settings";

/** One authenticated client, hence one access token, for each identity in this process. */
const authClients = new Map<string, Promise<AuthClient>>();

/**
 * A client that calls where and as whom the settings say. Its code, with Google's authentication library, is loaded on
 * first use: check and diff, which every `pulumi up` calls, need none of it.
 *
 * @throws SettingError before anything is sent.
 */
export function clientOf(settings: Settings): JobsClient {
  const credentials = settings.credentials();
  const endpoint = settings.endpoint();
  const { JobsClient } = require("../vertex/client") as typeof import("../vertex/client");
  return new JobsClient({ endpoint, authClient: () => authClientFor(credentials) });
}

function authClientFor(credentials: Credentials): Promise<AuthClient> {
  const identity = createHash("sha256").update(JSON.stringify(credentials)).digest("hex");
  const known = authClients.get(identity);
  if (known) return known;
  const { authClientOf } = require("../vertex/credentials") as typeof import("../vertex/credentials");
  const client = authClientOf(credentials);
  authClients.set(identity, client);
  client.catch(() => authClients.delete(identity));
  return client;
}
