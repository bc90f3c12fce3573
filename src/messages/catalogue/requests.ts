import type { Rows } from "../row";

const CHECK_NETWORK = "Check the network, the region, and {@gcp:vertexAiCustomEndpoint}";

const LOG_IN = {
  pulumi: "Set {@gcp:credentials} or {@gcp:accessToken}, or run `gcloud auth application-default login`",
  command: "Set GOOGLE_CREDENTIALS or GOOGLE_OAUTH_ACCESS_TOKEN, or run `gcloud auth application-default login`",
} as const;

const SENSELESS = {
  step: "Run it again if the endpoint is Google's. If not, check {@gcp:vertexAiCustomEndpoint}",
  cause: "The listing makes no sense. It would not be safe to act on it.",
} as const;

const REQUEST = { cause: "The request that failed.", remedy: "Find what follows it in this table." } as const;

/** What Vertex AI answers instead of success, or does not answer. */
export const REQUESTS = {
  cannotGet: { text: "cannot get {name}", ...REQUEST },
  cannotCancel: { text: "cannot cancel {name}", ...REQUEST },
  cannotCancelBatch: { text: "cannot cancel {count} {collection} of {parent}", ...REQUEST },
  cannotDelete: { text: "cannot delete {name}", ...REQUEST },
  cannotDeleteBatch: { text: "cannot delete {count} {collection} of {parent}", ...REQUEST },
  cannotList: { text: "cannot list {parent}", ...REQUEST },
  cannotPause: { text: "cannot pause {name}", ...REQUEST },
  cannotResume: { text: "cannot resume {name}", ...REQUEST },
  failedTo: {
    text: "{tried}: {failure}",
    cause: "The request was not sent.",
    remedy: "Find what follows it on this page.",
  },
  notFound: {
    text: "{tried}: HTTP 404 {status}: {said}",
    step: {
      pulumi: "Check the name, or set ignoreMissing to count a missing job as stopped",
      command: "Check the name, the project, and the region",
    },
    cause: "There is no such job in that project and region.",
    remedy: "A destroy never fails for this.",
  },
  permissionDenied: {
    text: "{tried}: HTTP 403 {status}: {said} (needs {permission})",
    step: "Grant that permission, which roles/aiplatform.user contains",
    cause: "The caller lacks a permission, or the project does not exist.",
    remedy:
      "[The README](../README.md#permissions) has the smallest role. If the project is gone: [recipe](recipes.md#the-project-is-gone).",
  },
  serviceDisabled: {
    text: "{tried}: HTTP 403 {status} SERVICE_DISABLED: {said} (needs {permission})",
    step: {
      pulumi:
        "Enable the API: gcloud services enable aiplatform.googleapis.com. If it should be another project, set {@gcp:userProjectOverride} and {@gcp:billingProject}",
      command: "Enable the API: gcloud services enable aiplatform.googleapis.com",
    },
    cause: "The Vertex AI API is off in that project.",
  },
  unauthenticated: {
    text: "{tried}: HTTP 401{status}: {said}",
    step: {
      pulumi: "The credentials are not accepted: check {@gcp:credentials}, or log in again",
      command: "The credentials are not accepted: check GOOGLE_CREDENTIALS, or log in again",
    },
    cause: "The credentials are not accepted.",
  },
  accessTokenRefused: {
    text: "{tried}: HTTP 401{status}: {said}",
    step: {
      pulumi:
        "The access token of {source} is not valid or has expired, and can't be renewed: set a new one, or use {@gcp:credentials}, {@gcp:impersonateServiceAccount}, or Application Default Credentials, which outlast a wait",
      command:
        "The access token of {source} is not valid or has expired: set a new one, or use GOOGLE_CREDENTIALS or Application Default Credentials, which outlast a wait",
    },
    cause: "The access token has expired, or is not a token.",
  },
  badRequest: {
    text: "{tried}: HTTP 400 {status}: {said}",
    cause: "The service does not understand the request, most often because of a raw `filter`.",
    remedy: "Correct the filter; the README links its reference.",
  },
  quotaExceeded: {
    text: "{tried}: HTTP 429 {status}: {said}",
    cause: "The quota of the project and region is used up. The request was retried until time was up.",
    remedy:
      "Let fewer programs share the quota, or ask Google for more. One sweep needs far fewer requests than many cancellations.",
  },
  httpError: {
    text: "{tried}: HTTP {code} {status}: {said}",
    cause: "The service failed, or refused the request.",
    remedy: "Do what the service says.",
  },
  notGoogle: {
    text: "{tried}: HTTP {code}: the answer is not a Google error (from {origin}, region {region}: are both right?)",
    step: CHECK_NETWORK,
    cause:
      "The Vertex AI API of that region did not answer, but something else: a proxy, a wrong endpoint, or the host of a region that does not exist.",
  },
  emptyAnswer: {
    text: "{tried}: an empty answer (HTTP 200 from {origin})",
    step: CHECK_NETWORK,
    cause: "The same, although it answered with success.",
  },
  otherAnswer: {
    text: "{tried}: an answer of another kind (HTTP 200 from {origin})",
    step: CHECK_NETWORK,
    cause: "The same, although it answered with success.",
  },
  unreachable: {
    text: "{tried}: cannot reach {origin}: {fault}",
    step: CHECK_NETWORK,
    cause:
      "No connection: no network, no such host, or a firewall. After a first answer the request is retried until time is up.",
    remedy: "The host has the region in its name. Behind a proxy set `HTTPS_PROXY`.",
  },
  noAnswer: {
    text: "{tried}: no answer from {origin} within {seconds} s",
    step: CHECK_NETWORK,
    cause: "The host took the request and did not answer.",
  },
  budgetUsedUp: {
    text: "{tried}: the budget of requests to {region} was used up",
    step: {
      pulumi: "Run `{@command}` again, raise requestsPerMinute, or stop many jobs with one JobSweep",
      command: "Run the same command again, or raise {@requestsPerMinute}",
    },
    cause:
      "All waits of a process share 120 requests a minute to a project and region. None was left before time was up.",
  },
  noAccessToken: {
    text: "{tried}: could not get an access token: {fault}",
    step: LOG_IN,
    cause: "The token server refused the credentials, for example because the key was revoked.",
  },
  tokenServerUnreachable: {
    text: "{tried}: could not get an access token now: {fault}",
    step: "Check the network",
    cause: "The token server cannot be reached, or is in trouble.",
  },
  noDefaultCredentials: {
    text: "no Application Default Credentials: {fault}",
    step: LOG_IN,
    cause: "No credentials are set, and nobody has logged in on this machine.",
  },
  otherUniverse: {
    text: "{source} are for {domain}, and universeDomain is {universeDomain}: set the same",
    step: {
      pulumi: "Set {@gcp:universeDomain} to the cloud of the credentials",
      command: "Use credentials of that cloud",
    },
    cause: "The credentials belong to another cloud, and are not shown to this one.",
  },
  entryNoJob: { text: "cannot list jobs: the answer has an entry that is not a job", ...SENSELESS },
  entryNoSchedule: {
    text: "cannot list schedules: the answer has an entry whose name is not a schedule name",
    ...SENSELESS,
  },
  pageLoop: { text: "cannot list {what}: the answer leads back to a page that was already read", ...SENSELESS },
  endlessListing: { text: "cannot list {what}: the listing does not end within {pages} pages", ...SENSELESS },
} as const satisfies Rows;
