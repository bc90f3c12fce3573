import { type AuthClient, GoogleAuth, JWT, OAuth2Client, UserRefreshClient } from "google-auth-library";
import { AuthError } from "./errors";

/** What a caller identifies itself with. */
export type Credentials =
  /** An OAuth 2.0 access token; it cannot be refreshed. */
  | { readonly kind: "accessToken"; readonly accessToken: string }
  /** The contents of a credentials file. */
  | { readonly kind: "key"; readonly key: Readonly<Record<string, unknown>> }
  /** Application Default Credentials. */
  | { readonly kind: "applicationDefault" };

/** The only scope of the Vertex AI API. */
const SCOPES = ["https://www.googleapis.com/auth/cloud-platform"];

/** Types of credentials files that can be used. */
export const KEY_TYPES: readonly string[] = ["service_account", "authorized_user"];

/** A client that sends requests with an access token, and gets a new token before that ends. Made on first use. */
export class AuthClientSource {
  private client: Promise<AuthClient> | undefined;

  constructor(private readonly credentials: Credentials) {}

  /** @throws AuthError when there are no Application Default Credentials; the next call tries again. */
  get(): Promise<AuthClient> {
    this.client ??= authClientOf(this.credentials).catch((error: unknown) => {
      this.client = undefined;
      throw error;
    });
    return this.client;
  }
}

async function authClientOf(credentials: Credentials): Promise<AuthClient> {
  switch (credentials.kind) {
    case "accessToken": {
      const client = new OAuth2Client();
      client.setCredentials({ access_token: credentials.accessToken });
      return client;
    }
    case "key":
      return keyClientOf(credentials.key);
    case "applicationDefault":
      return applicationDefaultClient();
  }
}

function keyClientOf(key: Readonly<Record<string, unknown>>): AuthClient {
  // The classes by name, not GoogleAuth({ credentials }): that prints a warning into the output of `pulumi up`.
  if (key.type === "authorized_user") return UserRefreshClient.fromJSON(key);
  const client = new JWT({ scopes: SCOPES });
  client.fromJSON(key);
  return client;
}

async function applicationDefaultClient(): Promise<AuthClient> {
  try {
    // Without a project id the library would run gcloud or ask the metadata server for one; nothing here needs it.
    return await new GoogleAuth({ scopes: SCOPES, projectId: "unused" }).getClient();
  } catch (error) {
    throw new AuthError(error instanceof Error ? error.message : String(error));
  }
}
