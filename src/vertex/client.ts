import { type AuthClient, gaxios } from "google-auth-library";
import { readApiError, readRetryAfterMs } from "./apiError";
import { endpointOf } from "./endpoint";
import { AbortedError, AuthError, ConnectionError, HttpError } from "./errors";
import { type Job, readJob } from "./job";
import type { JobKind } from "./jobKind";
import { formatJobName, type JobName } from "./jobName";
import { DEFAULT_REQUESTS_PER_MINUTE, RequestBudget } from "./requestBudget";

/** How long one request may take, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** The largest answer that is read, in bytes: the full view of a job with 10,000 tasks fits. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Where the API is, and who calls. */
export interface Connection {
  /** Base URL with `{{region}}` in it, version and trailing slash included. */
  readonly endpoint: string;
  /** @throws AuthError */
  authClient(): Promise<AuthClient>;
  /** Aborted when nothing more may be sent. */
  readonly signal: AbortSignal;
  /** Requests a minute to one project and region; default 120. */
  readonly requestsPerMinute?: number;
}

/** Where jobs are: the scope of a listing, and of a quota. */
export type Place = Pick<JobName, "project" | "region">;

/** Which jobs to list, and what of them. */
export interface ListQuery {
  /** In the filter language of the list method; absent: all. */
  readonly filter?: string;
  readonly pageSize: number;
  /** Of the page before; absent: the first page. */
  readonly pageToken?: string;
  /** Comma-separated fields; absent: all but `jobDetail`. */
  readonly readMask?: string;
  readonly orderBy?: string;
}

/** One page of a listing. */
export interface ListPage {
  /** Jobs as answered. */
  readonly jobs: readonly unknown[];
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/** One request. */
interface Call {
  readonly method: "GET" | "POST";
  readonly verb: "get" | "cancel" | "list";
  /** Resource name below the endpoint, with a custom verb if the method has one. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** What cannot be done when it fails. */
  readonly what: string;
}

/** The methods of the API that stopping jobs needs. Each call is one request: retries are the caller's. */
export class JobsClient {
  private readonly budgets = new Map<string, RequestBudget>();

  constructor(private readonly connection: Connection) {}

  /** Aborted when nothing more may be sent. */
  get signal(): AbortSignal {
    return this.connection.signal;
  }

  /** The budget that the requests to a project and region share. */
  budgetOf({ project, region }: Place): RequestBudget {
    const key = `${project}/${region}`;
    const known = this.budgets.get(key);
    if (known) return known;
    const budget = new RequestBudget(this.connection.requestsPerMinute ?? DEFAULT_REQUESTS_PER_MINUTE);
    this.budgets.set(key, budget);
    return budget;
  }

  /**
   * Reads a job.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/get
   */
  async get(kind: JobKind, name: JobName): Promise<Job> {
    const path = formatJobName(kind, name);
    const what = `cannot get ${path}`;
    const body = await this.call(kind, name, { method: "GET", verb: "get", path, what });
    const job = readJob(parseJson(body));
    if (job) return job;
    throw this.unreadable(what, body, name, "no job");
  }

  /**
   * Asks the service to cancel a job. Success means that it was asked, not that the job stops.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/cancel
   */
  async cancel(kind: JobKind, name: JobName): Promise<void> {
    const path = formatJobName(kind, name);
    const what = `cannot cancel ${path}`;
    await this.call(kind, name, { method: "POST", verb: "cancel", path: `${path}:cancel`, what });
  }

  /**
   * Reads one page of a listing.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
   */
  async list(kind: JobKind, place: Place, query: ListQuery): Promise<ListPage> {
    const path = `projects/${place.project}/locations/${place.region}/${kind.collection}`;
    const what = `cannot list ${path}`;
    const body = await this.call(kind, place, { method: "GET", verb: "list", path, what, params: { ...query } });
    const page = parseJson(body);
    if (typeof page !== "object" || page === null) throw this.unreadable(what, body, place, "no listing");
    const jobs: unknown = Reflect.get(page, kind.collection);
    const nextPageToken: unknown = Reflect.get(page, "nextPageToken");
    return {
      jobs: Array.isArray(jobs) ? jobs : [],
      ...(typeof nextPageToken === "string" && nextPageToken !== "" && { nextPageToken }),
    };
  }

  private async call(kind: JobKind, place: Place, { method, verb, path, params, what }: Call): Promise<string> {
    const { signal } = this.connection;
    const url = `${endpointOf(this.connection.endpoint, place.region)}${path}`;
    const client = await this.connection.authClient().catch((error: unknown) => {
      throw new AuthError(`${what}: ${messageOf(error)}`);
    });
    await this.budgetOf(place).admit(signal);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), REQUEST_TIMEOUT_MS);
    try {
      const answer = await client.request<string>({
        url,
        method,
        ...(params && { params }),
        responseType: "text",
        retry: false,
        redirect: "manual",
        maxContentLength: MAX_ANSWER_BYTES,
        signal: AbortSignal.any([signal, timeout.signal]),
      });
      return answer.data;
    } catch (error) {
      if (signal.aborted) throw new AbortedError(`${what}: given up`);
      if (timeout.signal.aborted) {
        throw new ConnectionError(`${what}: no answer from ${originOf(url)} within ${REQUEST_TIMEOUT_MS / 1000} s`);
      }
      const failure = explain(error, { what, url, place, permission: `aiplatform.${kind.collection}.${verb}` });
      if (failure instanceof HttpError && failure.failure.status === 429) this.budgetOf(place).noteQuotaExceeded();
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  private unreadable(what: string, body: string, { region }: Place, lack: string): ConnectionError {
    const fault = body.trim() === "" ? "an empty answer" : `an answer that is ${lack}`;
    const origin = originOf(endpointOf(this.connection.endpoint, region));
    return new ConnectionError(`${what}: ${fault} (HTTP 200 from ${origin})`);
  }
}

interface Context {
  readonly what: string;
  readonly url: string;
  readonly place: Place;
  readonly permission: string;
}

function explain(error: unknown, { what, url, place, permission }: Context): Error {
  if (!(error instanceof gaxios.GaxiosError) || !String(error.config.url).startsWith(originOf(url))) {
    return new AuthError(`${what}: no access token could be had: ${messageOf(error)}`);
  }
  if (!error.response) return new ConnectionError(`${what}: ${originOf(url)} cannot be reached: ${reasonOf(error)}`);

  const { status, headers } = error.response;
  const { text, ...parts } = readApiError(typeof error.response.data === "string" ? error.response.data : "");
  const retryAfterMs = readRetryAfterMs(headers.get("retry-after"));
  const head = [`HTTP ${status}`, parts.googleStatus, parts.reason].filter(Boolean).join(" ");
  const from = parts.googleStatus ? "" : ` (from ${originOf(url)}, region ${place.region}: are both right?)`;
  return new HttpError(`${what}: ${head}: ${text}${from}`, {
    status,
    ...parts,
    permission,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function originOf(url: string): string {
  return new URL(url).origin;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The words of the operating system, such as `ECONNREFUSED`, without the library's around them. */
function reasonOf(error: gaxios.GaxiosError): string {
  const cause: unknown = error.cause;
  if (error.code !== undefined && String(error.code) !== "") return String(error.code);
  return cause instanceof Error ? cause.message : error.message;
}
