import { authorizedUser } from "../../support/credentialsFiles";
import type { UsableSettings } from "./usableSettings";

const json = JSON.stringify;
const asUser = (more: Record<string, string> = {}) => ({ "gcp:accessToken": "t", ...more });

/** How Vertex AI is called. */
export const ways: UsableSettings[] = [
  {
    title: "no user project by default",
    config: () => asUser({ "gcp:billingProject": "b" }),
    token: "t",
    headers: { "x-goog-user-project": undefined, "x-goog-request-reason": undefined },
  },
  {
    title: "gcp:userProjectOverride and gcp:billingProject",
    config: () => asUser({ "gcp:userProjectOverride": "true", "gcp:billingProject": "b" }),
    token: "t",
    headers: { "x-goog-user-project": "b" },
  },
  {
    title: "the project of the job for gcp:userProjectOverride without a billing project",
    config: () => asUser({ "gcp:userProjectOverride": "true" }),
    token: "t",
    headers: { "x-goog-user-project": "p" },
  },
  {
    title: "USER_PROJECT_OVERRIDE and GOOGLE_BILLING_PROJECT",
    config: () => asUser(),
    env: () => ({ USER_PROJECT_OVERRIDE: "1", GOOGLE_BILLING_PROJECT: "b" }),
    token: "t",
    headers: { "x-goog-user-project": "b" },
  },
  {
    title: "connection.userProjectOverride together with gcpProvider.billingProject",
    inputs: () => ({ connection: { accessToken: "t", userProjectOverride: true } }),
    gcpProvider: { billingProject: "theirs" },
    token: "t",
    headers: { "x-goog-user-project": "theirs" },
  },
  {
    title: "gcp:requestReason instead of CLOUDSDK_CORE_REQUEST_REASON",
    config: () => asUser({ "gcp:requestReason": "ticket 1" }),
    env: () => ({ CLOUDSDK_CORE_REQUEST_REASON: "ticket 2" }),
    token: "t",
    headers: { "x-goog-request-reason": "ticket 1" },
  },
  {
    title: "CLOUDSDK_CORE_REQUEST_REASON",
    config: () => asUser(),
    env: () => ({ CLOUDSDK_CORE_REQUEST_REASON: "ticket 2" }),
    token: "t",
    headers: { "x-goog-request-reason": "ticket 2" },
  },
  {
    title: "gcp:universeDomain with credentials of the same universe domain",
    config: () => ({
      "gcp:universeDomain": "universe.example",
      "gcp:credentials": json(authorizedUser("u", { universe_domain: "universe.example" })),
    }),
    token: "token-of-u",
    host: "us-central1-aiplatform.universe.example",
  },
  {
    title: "gcp:universeDomain with an access token",
    config: () => asUser({ "gcp:universeDomain": "universe.example" }),
    token: "t",
    host: "us-central1-aiplatform.universe.example",
  },
  {
    title: "gcp:vertexAiCustomEndpoint with the placeholder {{region}}",
    config: () => asUser({ "gcp:vertexAiCustomEndpoint": "https://{{region}}-aiplatform-psc.googleapis.com/v1beta1/" }),
    token: "t",
    host: "us-central1-aiplatform-psc.googleapis.com",
    path: "/v1beta1/projects/p/locations/us-central1/",
  },
  {
    title: "GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT on this machine without a proxy",
    config: () => asUser(),
    env: ({ google }) => ({ GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT: `${google.url}/v1/`, HTTP_PROXY: "http://127.0.0.1:9" }),
    token: "t",
    host: "127.0.0.1",
  },
  {
    title: "connection.vertexAiCustomEndpoint instead of gcpProvider.vertexAiCustomEndpoint",
    inputs: ({ google }) => ({ connection: { accessToken: "t", vertexAiCustomEndpoint: `${google.url}/v1/` } }),
    gcpProvider: { vertexAiCustomEndpoint: "https://nowhere.googleapis.com/v1/" },
    token: "t",
    host: "127.0.0.1",
  },
  ...(
    [
      ["gcp:project and gcp:region", { "gcp:project": "c", "gcp:region": "europe-west4" }, {}, "c"],
      ["GOOGLE_PROJECT and GOOGLE_REGION", {}, { GOOGLE_PROJECT: "c", GOOGLE_REGION: "europe-west4" }, "c"],
      [
        "the project number of GOOGLE_CLOUD_PROJECT",
        {},
        { GOOGLE_CLOUD_PROJECT: "123", GCLOUD_REGION: "europe-west4" },
        "123",
      ],
      [
        "CLOUDSDK_CORE_PROJECT and CLOUDSDK_COMPUTE_REGION",
        {},
        { CLOUDSDK_CORE_PROJECT: "c", CLOUDSDK_COMPUTE_REGION: "europe-west4" },
        "c",
      ],
      ["GCLOUD_PROJECT", { "gcp:region": "europe-west4" }, { GCLOUD_PROJECT: "c" }, "c"],
    ] as [string, Record<string, string>, Record<string, string>, string][]
  ).map(([title, config, env, project]) => ({
    title: `${title} by default`,
    config: () => asUser(config),
    env: () => env,
    inputs: () => ({ name: undefined, pipelineJobId: "a" }),
    token: "t",
    host: "europe-west4-aiplatform.googleapis.com",
    path: `/v1/projects/${project}/locations/europe-west4/`,
  })),
  {
    title: "gcpProvider.project and gcpProvider.region by default instead of the config",
    config: () => asUser({ "gcp:project": "c", "gcp:region": "us-east1" }),
    inputs: () => ({ name: undefined, pipelineJobId: "a" }),
    gcpProvider: { accessToken: "t", project: "theirs", region: "europe-west4" },
    token: "t",
    host: "europe-west4-aiplatform.googleapis.com",
    path: "/v1/projects/theirs/locations/europe-west4/",
  },
];
