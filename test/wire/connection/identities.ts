import { authorizedUser, externalAccount, serviceAccountKey } from "../../support/credentialsFiles";
import { claimsOf, type LocalGoogle } from "../../support/localGoogle";
import type { UsableSettings } from "./usableSettings";

const json = JSON.stringify;
const pastTheProxy = () => ({ NO_PROXY: "127.0.0.1" });
const ROBOT = "token-of-robot@p.iam.gserviceaccount.com";
const TARGET = "target@p.iam.gserviceaccount.com";
const impersonations = ({ forTokens }: LocalGoogle) =>
  forTokens
    .filter(({ path }) => path.endsWith(":generateAccessToken"))
    .map(({ host, path, headers, body }) => [
      host,
      path.split("/").at(-1),
      headers.authorization,
      JSON.parse(body).delegates,
    ]);
const impersonation = (by: string, delegates: string[]) => [
  ["iamcredentials.googleapis.com", `${TARGET}:generateAccessToken`, `Bearer ${by}`, delegates],
];
const external = {
  audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/provider",
  serviceAccountEmail: TARGET,
  identityToken: "identity-token",
};

/** Who calls. */
export const identities: UsableSettings[] = [
  { title: "gcp:accessToken", config: () => ({ "gcp:accessToken": "t" }), token: "t" },
  {
    title: "the path with ~ in gcp:accessToken",
    config: ({ file }) => ({ "gcp:accessToken": `~/${file("token", "from-file\n").split("/").at(-1)}` }),
    token: "from-file",
  },
  { title: "GOOGLE_OAUTH_ACCESS_TOKEN", env: () => ({ GOOGLE_OAUTH_ACCESS_TOKEN: "t" }), token: "t" },
  {
    title: "the service account key in gcp:credentials",
    config: () => ({ "gcp:credentials": json(serviceAccountKey()) }),
    token: ROBOT,
  },
  {
    title: "the path with ~ in gcp:credentials",
    config: ({ file }) => ({ "gcp:credentials": `~/${file("key.json", serviceAccountKey()).split("/").at(-1)}` }),
    token: ROBOT,
  },
  {
    title: "gcp:scopes",
    config: () => ({ "gcp:credentials": json(serviceAccountKey()), "gcp:scopes": json(["a", "b"]) }),
    token: ROBOT,
    tokens: ({ forTokens }) =>
      forTokens.map(({ body }) => claimsOf(new URLSearchParams(body).get("assertion") ?? "").scope),
    expectedTokens: ["a b"],
  },
  {
    title: "a custom token_uri of a service account key in gcp:credentials",
    config: ({ google }) => ({ "gcp:credentials": json(serviceAccountKey({ token_uri: `${google.url}/token` })) }),
    token: ROBOT,
    tokens: ({ forTokens }) => forTokens.map(({ host }) => host),
    expectedTokens: ["127.0.0.1"],
  },
  {
    title: "a custom token_uri of user credentials in gcp:credentials",
    config: ({ google }) => ({ "gcp:credentials": json(authorizedUser("u", { token_uri: `${google.url}/token` })) }),
    token: "token-of-u",
    tokens: ({ forTokens }) => forTokens.map(({ host }) => host),
    expectedTokens: ["127.0.0.1"],
  },
  ...["GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON"].map((variable) => ({
    title: `the JSON key in ${variable}`,
    env: () => ({ [variable]: json(authorizedUser(variable)) }),
    token: `token-of-${variable}`,
  })),
  {
    title: "GOOGLE_CREDENTIALS instead of GOOGLE_CLOUD_KEYFILE_JSON and GCLOUD_KEYFILE_JSON",
    env: ({ file }) => ({
      GCLOUD_KEYFILE_JSON: json(authorizedUser("third")),
      GOOGLE_CLOUD_KEYFILE_JSON: json(authorizedUser("second")),
      GOOGLE_CREDENTIALS: file("first.json", authorizedUser("first")),
    }),
    token: "token-of-first",
  },
  {
    title: "the access token of the environment instead of its key",
    env: () => ({ GOOGLE_CREDENTIALS: json(authorizedUser("key")), GOOGLE_OAUTH_ACCESS_TOKEN: "t" }),
    token: "t",
  },
  {
    title: "the key of the config instead of the access token of the environment",
    config: () => ({ "gcp:credentials": json(authorizedUser("key")) }),
    env: () => ({ GOOGLE_OAUTH_ACCESS_TOKEN: "t" }),
    token: "token-of-key",
  },
  {
    title: "gcp:externalCredentials instead of gcp:accessToken",
    config: () => ({ "gcp:externalCredentials": json(external), "gcp:accessToken": "t" }),
    token: `token-of-${TARGET}`,
    tokens: ({ forTokens }) => forTokens.map(({ host, body }) => [host, body.includes("subject_token=identity-token")]),
    expectedTokens: [
      ["sts.googleapis.com", true],
      ["iamcredentials.googleapis.com", false],
    ],
  },
  {
    title: "workload identity federation with a token in a file",
    config: ({ google, file }) => ({
      "gcp:credentials": json(
        externalAccount(`${google.url}/v1/token`, { file: file("subject-token", "subject-from-file") }),
      ),
    }),
    env: pastTheProxy,
    token: "token-of-subject-from-file",
  },
  {
    title: "workload identity federation with a token from a URL and service account impersonation",
    config: ({ google }) => ({
      "gcp:credentials": json(
        externalAccount(
          `${google.url}/v1/token`,
          {
            url: `${google.url}/subject-token`,
            format: { type: "json", subject_token_field_name: "id_token" },
          },
          {
            service_account_impersonation_url: `${google.url}/v1/projects/-/serviceAccounts/${TARGET}:generateAccessToken`,
          },
        ),
      ),
    }),
    env: pastTheProxy,
    token: `token-of-${TARGET}`,
    tokens: ({ forTokens }) => forTokens.map(({ headers, path }) => [path.split("/").at(-1), headers.authorization]),
    expectedTokens: [
      ["subject-token", undefined],
      ["token", undefined],
      [`${TARGET}:generateAccessToken`, "Bearer token-of-subject-from-url"],
    ],
  },
  {
    title: "an impersonated service account in gcp:credentials",
    config: () => ({
      "gcp:credentials": json({
        type: "impersonated_service_account",
        source_credentials: authorizedUser("u"),
        service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${TARGET}:generateAccessToken`,
      }),
    }),
    token: `token-of-${TARGET}`,
    tokens: impersonations,
    expectedTokens: impersonation("token-of-u", []),
  },
  {
    title: "Application Default Credentials from GOOGLE_APPLICATION_CREDENTIALS",
    env: ({ file }) => ({ GOOGLE_APPLICATION_CREDENTIALS: file("adc.json", authorizedUser("adc")) }),
    token: "token-of-adc",
  },
  {
    title: "Application Default Credentials of the gcloud login without their quota project",
    env: ({ file }) => {
      file(".config/gcloud/application_default_credentials.json", authorizedUser("login", { quota_project_id: "q" }));
      return {};
    },
    token: "token-of-login",
    headers: { "x-goog-user-project": undefined },
  },
  {
    title: "Application Default Credentials from the metadata server",
    env: ({ google }) => ({ GCE_METADATA_HOST: google.url.replace("http://", ""), ...pastTheProxy() }),
    token: "token-of-the-machine",
  },
  {
    title: "gcp:impersonateServiceAccount and its delegates with a key",
    config: () => ({
      "gcp:credentials": json(authorizedUser("u")),
      "gcp:impersonateServiceAccount": TARGET,
      "gcp:impersonateServiceAccountDelegates": json(["between@p.iam.gserviceaccount.com"]),
    }),
    token: `token-of-${TARGET}`,
    tokens: impersonations,
    expectedTokens: impersonation("token-of-u", ["between@p.iam.gserviceaccount.com"]),
  },
  {
    title: "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT with an access token",
    env: () => ({ GOOGLE_IMPERSONATE_SERVICE_ACCOUNT: TARGET, GOOGLE_OAUTH_ACCESS_TOKEN: "t" }),
    token: `token-of-${TARGET}`,
    tokens: impersonations,
    expectedTokens: impersonation("t", []),
  },
  {
    title: "connection.accessToken instead of gcp:credentials",
    config: () => ({ "gcp:credentials": json(authorizedUser("key")) }),
    inputs: () => ({ connection: { accessToken: "t" } }),
    token: "t",
  },
  {
    title: "connection.credentials instead of gcp:accessToken and gcpProvider.accessToken",
    config: () => ({ "gcp:accessToken": "t" }),
    inputs: () => ({ connection: { credentials: json(authorizedUser("mine")) } }),
    gcpProvider: { accessToken: "theirs" },
    token: "token-of-mine",
  },
  {
    title: "connection.externalCredentials",
    inputs: () => ({ connection: { externalCredentials: external } }),
    token: `token-of-${TARGET}`,
  },
  {
    title: "connection.impersonateServiceAccount and its delegates with gcp:accessToken",
    config: () => ({ "gcp:accessToken": "t" }),
    inputs: () => ({
      connection: {
        impersonateServiceAccount: TARGET,
        impersonateServiceAccountDelegates: ["between@p.iam.gserviceaccount.com"],
      },
    }),
    token: `token-of-${TARGET}`,
    tokens: impersonations,
    expectedTokens: impersonation("t", ["between@p.iam.gserviceaccount.com"]),
  },
  {
    title: "gcpProvider.credentials instead of gcp:accessToken",
    config: () => ({ "gcp:accessToken": "t", "gcp:requestReason": "config" }),
    gcpProvider: { credentials: json(authorizedUser("theirs")) },
    token: "token-of-theirs",
    headers: { "x-goog-request-reason": undefined },
  },
  {
    title: "the credentials of the environment when a gcpProvider has no credentials",
    config: () => ({ "gcp:accessToken": "t" }),
    env: () => ({ GOOGLE_OAUTH_ACCESS_TOKEN: "ambient" }),
    gcpProvider: { requestReason: "theirs" },
    token: "ambient",
    headers: { "x-goog-request-reason": "theirs" },
  },
];
