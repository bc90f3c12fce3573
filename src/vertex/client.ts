import { type AuthClient, gaxios } from "google-auth-library";
import { readApiError, readRetryAfterMs } from "./apiError";
import { endpointOf } from "./endpoint";
import { AbortedError, AuthError, ConnectionError, HttpError } from "./errors";
import { type Job, readJob } from "./job";
import type { JobKind } from "./jobKind";
import { formatJobName, type JobName } from "./jobName";

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
}

/** One verb of the API, in the words of its errors and its IAM permission. */
interface Call {
  readonly method: "GET" | "POST";
  readonly verb: "get" | "cancel";
  readonly suffix: "" | ":cancel";
}

const GET: Call = { method: "GET", verb: "get", suffix: "" };
const CANCEL: Call = { method: "POST", verb: "cancel", suffix: ":cancel" };

/** The methods of the API that stopping a job needs. Each call is one request: retries are the caller's. */
export class JobsClient {
  constructor(private readonly connection: Connection) {}

  /**
   * Reads a job.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/get
   */
  async get(kind: JobKind, name: JobName, signal: AbortSignal): Promise<Job> {
    const { url, body } = await this.call(GET, kind, name, signal);
    const job = readJob(parseJson(body));
    if (job) return job;
    const fault = body.trim() === "" ? "an empty answer" : "an answer that is no job";
    throw new ConnectionError(`${describe(GET, kind, name)}: ${fault} (HTTP 200 from ${originOf(url)})`);
  }

  /**
   * Asks the service to cancel a job. Success means that it was asked, not that the job stops.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/cancel
   */
  async cancel(kind: JobKind, name: JobName, signal: AbortSignal): Promise<void> {
    await this.call(CANCEL, kind, name, signal);
  }

  private async call(call: Call, kind: JobKind, name: JobName, signal: AbortSignal) {
    const what = describe(call, kind, name);
    const url = `${endpointOf(this.connection.endpoint, name.region)}${formatJobName(kind, name)}${call.suffix}`;
    const client = await this.connection.authClient().catch((error: unknown) => {
      throw new AuthError(`${what}: ${messageOf(error)}`);
    });
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), REQUEST_TIMEOUT_MS);
    try {
      const answer = await client.request<string>({
        url,
        method: call.method,
        responseType: "text",
        retry: false,
        redirect: "manual",
        maxContentLength: MAX_ANSWER_BYTES,
        signal: AbortSignal.any([signal, timeout.signal]),
      });
      return { url, body: answer.data };
    } catch (error) {
      if (signal.aborted) throw new AbortedError(`${what}: given up`);
      if (timeout.signal.aborted) {
        throw new ConnectionError(`${what}: no answer from ${originOf(url)} within ${REQUEST_TIMEOUT_MS / 1000} s`);
      }
      throw explain(error, { what, url, name, permission: `aiplatform.${kind.collection}.${call.verb}` });
    } finally {
      clearTimeout(timer);
    }
  }
}

function describe(call: Call, kind: JobKind, name: JobName): string {
  return `cannot ${call.verb} ${formatJobName(kind, name)}`;
}

interface Context {
  readonly what: string;
  readonly url: string;
  readonly name: JobName;
  readonly permission: string;
}

function explain(error: unknown, { what, url, name, permission }: Context): Error {
  if (!(error instanceof gaxios.GaxiosError) || !String(error.config.url).startsWith(originOf(url))) {
    return new AuthError(`${what}: no access token could be had: ${messageOf(error)}`);
  }
  if (!error.response) return new ConnectionError(`${what}: ${originOf(url)} cannot be reached: ${reasonOf(error)}`);

  const { status, headers } = error.response;
  const { text, ...parts } = readApiError(typeof error.response.data === "string" ? error.response.data : "");
  const retryAfterMs = readRetryAfterMs(headers.get("retry-after"));
  const head = [`HTTP ${status}`, parts.googleStatus, parts.reason].filter(Boolean).join(" ");
  const from = parts.googleStatus ? "" : ` (from ${originOf(url)}, region ${name.region}: are both right?)`;
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
