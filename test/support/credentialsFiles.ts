import { generateKeyPairSync } from "node:crypto";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** The key of a service account. */
export function serviceAccountKey(more: object = {}): object {
  return {
    type: "service_account",
    project_id: "p",
    private_key_id: "1",
    private_key: privateKey,
    client_email: "robot@p.iam.gserviceaccount.com",
    ...more,
  };
}

/** What a user's login leaves. */
export function authorizedUser(refreshToken: string, more: object = {}): object {
  return {
    type: "authorized_user",
    client_id: "client",
    client_secret: "client-secret",
    refresh_token: refreshToken,
    ...more,
  };
}

/** Workload identity federation. */
export function externalAccount(tokenUrl: string, source: object, more: object = {}): object {
  return {
    type: "external_account",
    audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/provider",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: tokenUrl,
    credential_source: source,
    ...more,
  };
}
