import type { AuthClient } from "google-auth-library";
import { contentOf } from "../../messages/failure";
import { message } from "../../messages/message";
import { AbortedError, AuthError, ConnectionError, HttpError, NeedlessError } from "../errors";
import { parseJson } from "../json";
import type { Call, Location } from "./call";
import type { Caller } from "./caller";
import { endpointOf, LOOPBACK_URL } from "./endpoint";
import { explainFailure, isBroken, originOf } from "./explainFailure";
import type { RequestBudget } from "./requestBudget";
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

/** HTTP as the API wants it: with an access token, within the budget, answers bounded, errors told. */
export class Transport {
  private readonly budgets: RequestBudgets;
  /** Whether a connection has broken that was kept: from then on each request has one of its own. */
  private keepsNoConnection = false;

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
   * @throws AuthError, ConnectionError, HttpError, AbortedError; NeedlessError if the call says so
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
    if (call.isNeedless?.()) throw new NeedlessError();
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
        ...(body && { data: body() }),
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
      const failure = explainFailure(error, {
        call,
        url,
        location,
        fixedTokenSource: this.connection.caller.fixedTokenSource,
      });
      if (isBroken(error) && !this.keepsNoConnection) {
        this.keepsNoConnection = true;
        // Servers and proxies close connections just when the next request is sent. A look does no harm if both arrive.
        if (method === "GET") return await this.request(client, url, location, call);
      }
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
      ...(this.keepsNoConnection && { connection: "close" }),
      ...(override && { "x-goog-user-project": override.billingProject ?? project }),
      ...(requestReason && { "x-goog-request-reason": requestReason }),
    };
  }
}
