import { createHash } from "node:crypto";
import type { AuthClient } from "google-auth-library";
import type { JobsClient } from "../vertex/client";
import type { Credentials } from "../vertex/credentials";
import type { Settings } from "./settings";

/** One authenticated client, hence one access token, for each identity in this process. */
const authClients = new Map<string, Promise<AuthClient>>();

/**
 * A client that calls where and as whom the settings say. Its code is loaded on first use: check and diff, which every
 * `pulumi up` calls, need none of it.
 *
 * @throws SettingError before anything is sent.
 */
export async function clientOf(settings: Settings): Promise<JobsClient> {
  const credentials = settings.credentials();
  const endpoint = settings.endpoint();
  const { JobsClient } = await import("../vertex/client.js");
  return new JobsClient({ endpoint, authClient: () => authClientFor(credentials) });
}

function authClientFor(credentials: Credentials): Promise<AuthClient> {
  const identity = createHash("sha256").update(JSON.stringify(credentials)).digest("hex");
  const known = authClients.get(identity);
  if (known) return known;
  const client = import("../vertex/credentials.js").then(({ authClientOf }) => authClientOf(credentials));
  authClients.set(identity, client);
  client.catch(() => authClients.delete(identity));
  return client;
}
