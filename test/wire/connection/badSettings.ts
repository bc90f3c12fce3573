import { authorizedUser, serviceAccountKey } from "../../support/credentialsFiles";

/** In every value that must not be repeated. */
export const CANARY = /canary/;

/** What a provider process is told, and what its check answers. */
export interface BadSettings {
  readonly title: string;
  readonly config?: Record<string, string>;
  readonly env?: Record<string, string>;
  readonly inputs?: Record<string, unknown>;
  /** The input `gcpProvider`, which only a TypeScript program can give. */
  readonly gcpProvider?: Record<string, unknown>;
  /** Property, empty where it is none of the resource's, and reason. */
  readonly failure: [property: string, reason: string];
}

const json = JSON.stringify;
const user = json(authorizedUser("canary"));
const ENDPOINT =
  "is not an endpoint with a version and a trailing slash, such as https://{{region}}-aiplatform.googleapis.com/v1/";
const TIME = 'must be a time with its unit, such as "45s"';
const TYPES =
  "service_account, authorized_user, external_account, external_account_authorized_user, impersonated_service_account";

/** Settings that can't be used. */
export const badSettings: BadSettings[] = [
  {
    title: "gcp:accessToken together with gcp:credentials",
    config: { "gcp:accessToken": "canary", "gcp:credentials": user },
    failure: ["", "gcp:accessToken and gcp:credentials are both set: set one of them"],
  },
  {
    title: "connection.accessToken together with connection.credentials",
    inputs: { connection: { accessToken: "canary", credentials: user } },
    failure: ["connection.accessToken", "and connection.credentials are both set: set one of them"],
  },
  {
    title: "credentials that are neither JSON nor a file",
    config: { "gcp:credentials": "/canary.json" },
    failure: ["", "gcp:credentials is neither JSON nor the path of a JSON file"],
  },
  {
    title: "credentials of the environment that are not a JSON object",
    env: { GOOGLE_CREDENTIALS: '["canary"]' },
    failure: ["", "GOOGLE_CREDENTIALS is neither JSON nor the path of a JSON file"],
  },
  {
    title: "a key of an unknown type",
    config: { "gcp:credentials": json({ type: "canary" }) },
    failure: ["", `gcp:credentials holds credentials whose type is none of ${TYPES}`],
  },
  {
    title: "a key with missing fields",
    inputs: { connection: { credentials: json({ type: "authorized_user", client_id: "canary" }) } },
    failure: ["connection.credentials", "holds credentials without client_secret and refresh_token"],
  },
  {
    title: "a private key that is not a PEM key",
    env: { GOOGLE_CREDENTIALS: json(serviceAccountKey({ private_key: "canary" })) },
    failure: ["", "GOOGLE_CREDENTIALS holds a private_key that is not a PEM key"],
  },
  {
    title: "a key whose secret would be sent without TLS",
    config: { "gcp:credentials": json(authorizedUser("canary", { token_uri: "http://canary.example/token" })) },
    failure: ["", "gcp:credentials holds credentials whose token_uri is not an https URL"],
  },
  {
    title: "an access token with a line break",
    config: { "gcp:accessToken": "canary\nX-Header: 1" },
    failure: ["", "gcp:accessToken is not an access token: it has spaces or line breaks"],
  },
  {
    title: "external credentials without a service account email",
    config: { "gcp:externalCredentials": json({ audience: "canary", identityToken: "canary" }) },
    failure: ["", "gcp:externalCredentials.serviceAccountEmail is missing"],
  },
  {
    title: "an endpoint without a version",
    config: { "gcp:vertexAiCustomEndpoint": "https://canary.example/" },
    failure: ["", `gcp:vertexAiCustomEndpoint ${ENDPOINT}`],
  },
  {
    title: "an endpoint without a trailing slash",
    env: { GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT: "https://canary.example/v1" },
    failure: ["", `GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT ${ENDPOINT}`],
  },
  {
    title: "an endpoint without TLS on another host",
    gcpProvider: { vertexAiCustomEndpoint: "http://canary.example/v1/" },
    failure: [
      "gcpProvider.vertexAiCustomEndpoint",
      "is an http endpoint on another host: an access token is sent by https only",
    ],
  },
  {
    title: "a universe domain that differs from that of the credentials",
    config: {
      "gcp:universeDomain": "universe.example",
      "gcp:credentials": json(authorizedUser("canary", { universe_domain: "canary.example" })),
    },
    failure: ["", "gcp:universeDomain differs from the universe_domain of the credentials in gcp:credentials"],
  },
  {
    title: "credentials with a universe domain when gcp:universeDomain is not set",
    env: { GOOGLE_CREDENTIALS: json(authorizedUser("canary", { universe_domain: "canary.example" })) },
    failure: ["", "GOOGLE_CREDENTIALS holds credentials with a universe_domain: set gcp:universeDomain to the same"],
  },
  {
    title: "a universe domain that is not a domain",
    config: { "gcp:universeDomain": "canary.example/" },
    failure: ["", "gcp:universeDomain must be a domain such as googleapis.com"],
  },
  {
    title: "a request reason with a line break",
    config: { "gcp:requestReason": "canary\r\nX-Header: 1" },
    failure: ["", "gcp:requestReason has line breaks, or other than ASCII characters"],
  },
  {
    title: "a request timeout that is not a time",
    inputs: { connection: { requestTimeout: "canary" } },
    failure: ["connection.requestTimeout", TIME],
  },
  ...["45", "1e3", "1m30", "45 canaries"].map((requestTimeout) => ({
    title: `the request timeout ${requestTimeout}, which is not a number with a unit`,
    config: { "gcp:requestTimeout": requestTimeout },
    failure: ["", `gcp:requestTimeout ${TIME}`] as [string, string],
  })),
  {
    title: "a request timeout without a unit in a connection",
    inputs: { connection: { requestTimeout: "45" } },
    failure: ["connection.requestTimeout", TIME],
  },
  {
    title: "a request timeout that is a number",
    inputs: { connection: { requestTimeout: 45 } },
    failure: ["connection.requestTimeout", TIME],
  },
  {
    title: "a request timeout without a unit from a provider",
    gcpProvider: { requestTimeout: "45" },
    failure: ["gcpProvider.requestTimeout", TIME],
  },
  {
    title: "a billing project with an invalid name",
    config: { "gcp:userProjectOverride": "true", "gcp:billingProject": "canary project" },
    failure: ["", "gcp:billingProject must look like my-project"],
  },
  {
    title: "a user project override that is not a boolean",
    env: { USER_PROJECT_OVERRIDE: "canary" },
    failure: ["", "USER_PROJECT_OVERRIDE must be true or false"],
  },
  {
    title: "delegates that are not a list",
    config: { "gcp:impersonateServiceAccount": "a@b.c", "gcp:impersonateServiceAccountDelegates": "canary" },
    failure: ["", "gcp:impersonateServiceAccountDelegates must be a list of strings"],
  },
  {
    title: "scopes that contain a value other than a string",
    inputs: { connection: { scopes: ["canary", 1] } },
    failure: ["connection.scopes[1]", "must be a string"],
  },
  {
    title: "a service account that is not an email",
    env: { GOOGLE_IMPERSONATE_SERVICE_ACCOUNT: "canary" },
    failure: ["", "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT must be the email of a service account"],
  },
  {
    title: "an unknown setting in a connection",
    inputs: { connection: { acessToken: "canary" } },
    failure: ["connection.acessToken", "is not a setting of a connection"],
  },
  {
    title: "a connection that is not an object",
    inputs: { connection: "canary" },
    failure: ["connection", "must be an object"],
  },
];
