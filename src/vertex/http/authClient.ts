import {
  type AuthClient,
  GoogleAuth,
  gaxios,
  IdentityPoolClient,
  Impersonated,
  OAuth2Client,
} from "google-auth-library";
import { fetch } from "node-fetch-native/node";
import { textOf } from "../../messages/failure";
import { inputName, message } from "../../messages/message";
import { AuthError } from "../errors";
import { type Credentials, type CredentialsKey, type Identity, TOKEN_URL_FIELDS } from "./credentials";
import { LOOPBACK_URL } from "./endpoint";

/** Where the library sends a service account's assertion, whatever its key says. */
const GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token";

/** How long a request for an access token may take, in milliseconds: less than one that needs the token. */
const TOKEN_TIMEOUT_MS = 20_000;

/** Scope of an access token that another one is created with. */
const CLOUD_PLATFORM = ["https://www.googleapis.com/auth/cloud-platform"];

/**
 * A client that sends requests as an identity, and gets a new access token before the one at hand ends.
 *
 * @throws AuthError when there are no Application Default Credentials, or when they are for another cloud.
 */
export async function authClientOf(identity: Identity): Promise<AuthClient> {
  const { impersonation, universeDomain, scopes } = identity;
  const client = await clientOf(identity.credentials, impersonation ? CLOUD_PLATFORM : scopes, universeDomain);
  if (client.universeDomain !== universeDomain) {
    const { source } = identity;
    throw new AuthError(
      message("otherUniverse", { source: inputName(source), domain: client.universeDomain, universeDomain }),
    );
  }
  // Which project a request counts for is a setting of its own; the library would take it from the credentials.
  delete client.quotaProjectId;
  if (!impersonation) return client;
  return quietly(
    () =>
      new Impersonated({
        sourceClient: client,
        targetPrincipal: impersonation.serviceAccount,
        delegates: [...impersonation.delegates],
        targetScopes: [...scopes],
        transporter: transporter(),
      }),
  );
}

async function clientOf(
  credentials: Credentials,
  scopes: readonly string[],
  universeDomain: string,
): Promise<AuthClient> {
  switch (credentials.kind) {
    case "accessToken": {
      const client = new OAuth2Client({ universeDomain, transporter: transporter() });
      client.setCredentials({ access_token: credentials.accessToken });
      return client;
    }
    case "key":
      return keyClientOf(credentials.key, scopes);
    case "identityToken":
      return identityTokenClientOf(credentials, scopes, universeDomain);
    case "applicationDefault":
      return applicationDefaultClient(scopes);
  }
}

function keyClientOf(key: CredentialsKey, scopes: readonly string[]): AuthClient {
  const tokenUrl = typeof key.token_uri === "string" ? key.token_uri : undefined;
  const options = {
    transporter: transporter(tokenUrl),
    ...(tokenUrl && { additionalClaims: { aud: tokenUrl } }),
  };
  return quietly(() => authOf(scopes).fromJSON({ ...key }, options));
}

function identityTokenClientOf(
  { audience, serviceAccountEmail, identityToken }: Extract<Credentials, { kind: "identityToken" }>,
  scopes: readonly string[],
  universeDomain: string,
): AuthClient {
  const client = new IdentityPoolClient({
    audience,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    subject_token_supplier: { getSubjectToken: async () => identityToken },
    token_url: `https://sts.${universeDomain}/v1/token`,
    service_account_impersonation_url: `https://iamcredentials.${universeDomain}/v1/projects/-/serviceAccounts/${serviceAccountEmail}:generateAccessToken`,
    universe_domain: universeDomain,
    transporter: transporter(),
  });
  client.scopes = [...scopes];
  return client;
}

async function applicationDefaultClient(scopes: readonly string[]): Promise<AuthClient> {
  try {
    return await authOf(scopes).getClient();
  } catch (error) {
    throw new AuthError(message("noDefaultCredentials", { fault: textOf(error) }));
  }
}

/** Without a project id the library would run gcloud or ask the metadata server for one; nothing here needs it. */
function authOf(scopes: readonly string[]): GoogleAuth {
  return new GoogleAuth({ scopes: [...scopes], projectId: "unused", clientOptions: { transporter: transporter() } });
}

/**
 * Sends requests, those for access tokens among them.
 *
 * @param tokenUrl - where a key says that its tokens come from.
 */
function transporter(tokenUrl?: string): gaxios.Gaxios {
  const made = new gaxios.Gaxios({
    noProxy: [LOOPBACK_URL], // no proxy leads to this machine
    timeout: TOKEN_TIMEOUT_MS,
    fetchImplementation: fetch, // the library would import() the same from an ES module, and Jest refuses that
  });
  if (tokenUrl) {
    made.interceptors.request.add({
      resolved: async (request) => {
        if (String(request.url) !== GOOGLE_TOKEN_URL) return request;
        if (LOOPBACK_URL.test(tokenUrl)) delete request.agent;
        return Object.assign(request, { url: new URL(tokenUrl) });
      },
    });
  }
  return made;
}

/**
 * Without the library's warning that keys of unknown origin are to be checked, which would stand in the output of
 * `pulumi up`. They have been: {@link TOKEN_URL_FIELDS}.
 */
function quietly<T>(make: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}
