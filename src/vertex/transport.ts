import { type AuthClient, gaxios } from "google-auth-library";
import { readApiError, readRetryAfterMs } from "./apiError";
import { endpointOf } from "./endpoint";
import { AbortedError, AuthError, ConnectionError, HttpError } from "./errors";
import type { JobName } from "./jobName";
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

/** One request. */
export interface Call {
  readonly method: "GET" | "POST";
  /** Resource name below the endpoint, with a custom verb if the method has one. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  /** What cannot be done when it fails; begins the message. */
  readonly what: string;
  /** The IAM permission that the call needs. */
  readonly permission: string;
}

/** HTTP as the API wants it: with an access token, within the budget, answers bounded, errors told. */
export class Transport {
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
   * Sends one request. Retries are the caller's.
   *
   * @returns the body of the answer.
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   */
  async send(place: Place, { method, path, params, body, what, permission }: Call): Promise<string> {
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
        ...(body && { data: body }),
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
      const failure = explain(error, { what, url, place, permission });
      if (failure instanceof HttpError && failure.failure.status === 429) this.budgetOf(place).noteQuotaExceeded();
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Sends one request and reads its answer.
   *
   * @param read - what the answer's JSON says, or `undefined` when it is no such answer.
   */
  async fetch<Answer>(place: Place, call: Call, read: (json: unknown) => Answer | undefined): Promise<Answer> {
    const body = await this.send(place, call);
    const answer = read(parseJson(body));
    if (answer !== undefined) return answer;
    const fault = body.trim() === "" ? "an empty answer" : "an answer of another kind";
    const origin = originOf(endpointOf(this.connection.endpoint, place.region));
    throw new ConnectionError(`${call.what}: ${fault} (HTTP 200 from ${origin})`);
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
