import { type AuthClient, gaxios } from "google-auth-library";
import { contentOf } from "../../messages/failure";
import { type Message, message } from "../../messages/message";
import { AbortedError, AuthError, ConnectionError, type HttpAnswer, HttpError } from "../errors";
import type { JobName } from "../jobs/jobName";
import { parseJson } from "../json";
import { readApiError, readRetryAfterMs } from "./apiError";
import type { Caller } from "./caller";
import type { Deadline } from "./deadline";
import { endpointOf, LOOPBACK_URL } from "./endpoint";
import type { RequestBudget, RequestKind } from "./requestBudget";
import { RequestBudgets } from "./requestBudgets";
import { unlessAborted } from "./unlessAborted";

/** How long one request may take unless it is said, in milliseconds. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** The largest answer that is read, in bytes: the full view of a job with 10,000 tasks fits. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** Where the API is, and how it is called. */
export interface ConnectionOptions {
  /** Base URL with `{{region}}` in it, version and trailing slash included. */
  readonly endpoint: string;
  /** Whether requests count for a project that is named: this one, or else that of the jobs. */
  readonly userProjectOverride?: { readonly billingProject?: string };
  /** Why the API is called, for audit logs. */
  readonly requestReason?: string;
  /** How long one request may take, in milliseconds; default 30,000. */
  readonly requestTimeoutMs?: number;
}

/** Where the API is, and who calls. */
export interface Connection extends ConnectionOptions {
  readonly caller: Pick<Caller, "authClient" | "fixedTokenSource" | "fallBack">;
  /** Aborted when nothing more may be sent. */
  readonly signal: AbortSignal;
  /** Budgets that are shared with other connections of the process; default: own ones. */
  readonly budgets?: RequestBudgets;
  /** Waits until something may be sent; default: not at all. */
  readonly mayRequest?: () => Promise<void>;
}

/** Where jobs are: the scope of a listing, and of a quota. */
export type Location = Pick<JobName, "project" | "region">;

/** One request. */
export interface Call {
  readonly method: "GET" | "POST";
  /** Resource name below the endpoint, with a custom verb if the method has one. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  /** What cannot be done when it fails; begins the message. */
  readonly tried: Message;
  /** The IAM permission that the call needs. */
  readonly permission: string;
  /** When the operation must have ended that the request is a part of; the request is aborted then. */
  readonly deadline: Deadline;
  /** Aborted when no caller waits for the answer any longer; so is the request. */
  readonly signal?: AbortSignal | undefined;
  /** What it counts as; default: a look. */
  readonly countsAs?: RequestKind;
}

/** HTTP as the API wants it: with an access token, within the budget, answers bounded, errors told. */
export class Transport {
  private readonly budgets: RequestBudgets;

  constructor(private readonly connection: Connection) {
    this.budgets = connection.budgets ?? new RequestBudgets();
  }

  /** Aborted when nothing more may be sent. */
  get signal(): AbortSignal {
    return this.connection.signal;
  }

  /** The budget that the requests to a project and region share. */
  budgetOf(location: Location): RequestBudget {
    return this.budgets.of(this.connection.endpoint, location);
  }

  /** An answer has told the number of a project: an id and a number share a budget then. */
  noteProjectNumber(project: string, number: string): void {
    this.budgets.noteProjectNumber(project, number);
  }

  /**
   * Sends one request. Retries are the caller's.
   *
   * @returns the body of the answer.
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   */
  async send(location: Location, call: Call): Promise<string> {
    const url = `${endpointOf(this.connection.endpoint, location.region)}${call.path}`;
    const { caller } = this.connection;
    const client = await caller.authClient().catch((error: unknown) => {
      throw new AuthError(message("failedTo", { tried: call.tried, failure: contentOf(error) }));
    });
    try {
      return await this.request(client, url, location, call);
    } catch (error) {
      const isRefused = error instanceof HttpError && error.answer.status === 401;
      if (isRefused && (await caller.fallBack(client))) return this.send(location, call);
      throw error;
    }
  }

  /**
   * Sends one request and reads its answer.
   *
   * @param read - what the answer's JSON says, or `undefined` when it is no such answer.
   */
  async fetch<Answer>(location: Location, call: Call, read: (json: unknown) => Answer | undefined): Promise<Answer> {
    const body = await this.send(location, call);
    const answer = read(parseJson(body));
    if (answer !== undefined) return answer;
    const origin = originOf(endpointOf(this.connection.endpoint, location.region));
    const code = body.trim() === "" ? "emptyAnswer" : "otherAnswer";
    throw new ConnectionError(message(code, { tried: call.tried, origin }));
  }

  /** Sends one request whose answer says no more than that it was understood. A page of a proxy does not even say that. */
  async command(location: Location, call: Call): Promise<void> {
    await this.fetch(location, call, (json) => (typeof json === "object" && json !== null ? json : undefined));
  }

  private async request(client: AuthClient, url: string, location: Location, call: Call): Promise<string> {
    const { requestTimeoutMs = REQUEST_TIMEOUT_MS } = this.connection;
    const { method, params, body, tried, deadline, countsAs } = call;
    const signal = call.signal ? AbortSignal.any([this.signal, call.signal]) : this.signal;
    const isAdmitted = await this.budgetOf(location).admit(deadline.remainingMs(), signal, countsAs);
    if (!isAdmitted) throw new ConnectionError(message("budgetUsedUp", { tried, region: location.region }));
    await this.untilAllowed(signal);
    const timeoutMs = deadline.boundMs(requestTimeoutMs);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    const given = AbortSignal.any([signal, timeout.signal]);
    try {
      const request = client.request<string>({
        url,
        method,
        headers: this.headers(location),
        ...(params && { params }),
        ...(body && { data: body }),
        responseType: "text",
        retry: false,
        redirect: "manual",
        noProxy: [LOOPBACK_URL],
        size: MAX_ANSWER_BYTES, // decompressed; maxContentLength would take a length that is only announced for an answer
        timeout: 0, // the signal has it
        signal: given,
      });
      // The signal does not reach the library's own request for an access token.
      const answer = await unlessAborted(request, given);
      return answer.data;
    } catch (error) {
      if (signal.aborted) throw new AbortedError();
      if (timeout.signal.aborted) {
        const seconds = String(Math.round(timeoutMs / 100) / 10);
        throw new ConnectionError(message("noAnswer", { tried, origin: originOf(url), seconds }));
      }
      const failure = explain(error, {
        call,
        url,
        location,
        fixedTokenSource: this.connection.caller.fixedTokenSource,
      });
      if (failure instanceof HttpError && failure.answer.status === 429) {
        this.budgetOf(location).noteQuotaExceeded(failure.answer.retryAfterMs);
      }
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  private async untilAllowed(signal: AbortSignal): Promise<void> {
    const { mayRequest } = this.connection;
    if (!mayRequest) return;
    await unlessAborted(mayRequest(), signal).catch(() => {
      throw new AbortedError();
    });
  }

  private headers({ project }: Location): Record<string, string> {
    const { userProjectOverride: override, requestReason } = this.connection;
    return {
      ...(override && { "x-goog-user-project": override.billingProject ?? project }),
      ...(requestReason && { "x-goog-request-reason": requestReason }),
    };
  }
}

interface Context {
  readonly call: Call;
  readonly url: string;
  readonly location: Location;
  readonly fixedTokenSource: string | undefined;
}

function explain(error: unknown, { call, url, location, fixedTokenSource }: Context): Error {
  const { tried } = call;
  if (!(error instanceof gaxios.GaxiosError) || !String(error.config.url).startsWith(url)) {
    const fault = messageOf(error);
    return isPassing(error)
      ? new ConnectionError(message("tokenServerUnreachable", { tried, fault }))
      : new AuthError(message("noAccessToken", { tried, fault }));
  }
  const origin = originOf(url);
  if (!error.response) return new ConnectionError(message("unreachable", { tried, origin, fault: reasonOf(error) }));

  const { status, headers } = error.response;
  const body = typeof error.response.data === "string" ? error.response.data : "";
  const { text, retryDelayMs, ...parts } = readApiError(body);
  const retryAfterMs = readRetryAfterMs(headers.get("retry-after")) ?? retryDelayMs;
  const answer = { status, ...parts, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  const context = { origin, region: location.region, fixedTokenSource };
  return new HttpError(describeAnswer(call, answer, text, context), answer);
}

/** @param said - the words of the service. */
function describeAnswer(
  { tried, permission }: Call,
  { status: code, googleStatus, reason }: HttpAnswer,
  said: string,
  { origin, region, fixedTokenSource }: { origin: string; region: string; fixedTokenSource: string | undefined },
): Message {
  const status = [googleStatus, reason].filter(Boolean).join(" ");
  if (code === 401) {
    const told = { tried, status: status && ` ${status}`, said };
    return fixedTokenSource === undefined
      ? message("unauthenticated", told)
      : message("accessTokenRefused", { ...told, source: fixedTokenSource });
  }
  if (!googleStatus) return message("notGoogle", { tried, code: String(code), origin, region });
  if (reason === "SERVICE_DISABLED")
    return message("serviceDisabled", { tried, status: googleStatus, said, permission });
  switch (code) {
    case 400:
      return message("badRequest", { tried, status, said });
    case 403:
      return message("permissionDenied", { tried, status, said, permission });
    case 404:
      return message("notFound", { tried, status, said });
    case 429:
      return message("quotaExceeded", { tried, status, said });
    default:
      return message("httpError", { tried, code: String(code), status, said });
  }
}

/** Whether a server that gives out access tokens was not reached, or is in trouble: another time it may give one. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof gaxios.GaxiosError)) return false;
  const status = error.response?.status;
  return status === undefined || status === 429 || status >= 500;
}

function originOf(url: string): string {
  return new URL(url).origin;
}

/** The words of an error; its status where a server has answered none. */
function messageOf(error: unknown): string {
  if (error instanceof gaxios.GaxiosError && error.response && !error.message) return `HTTP ${error.response.status}`;
  return error instanceof Error ? error.message : String(error);
}

/** The words of the operating system, such as `ECONNREFUSED`, without the library's around them. */
function reasonOf(error: gaxios.GaxiosError): string {
  const cause: unknown = error.cause;
  if (error.code !== undefined && String(error.code) !== "") return String(error.code);
  return cause instanceof Error ? cause.message : error.message;
}
