import { gaxios } from "google-auth-library";
import { inputName, type Message, message } from "../../messages/message";
import { AuthError, ConnectionError, type HttpAnswer, HttpError } from "../errors";
import { readApiError, readRetryAfterMs } from "./apiError";
import type { Call, Location } from "./call";

/** Which request has failed, and how it was sent. */
export interface FailedRequest {
  readonly call: Call;
  readonly url: string;
  readonly location: Location;
  readonly fixedTokenSource: string | undefined;
}

/** The error that says why a request has failed. */
export function explainFailure(error: unknown, { call, url, location, fixedTokenSource }: FailedRequest): Error {
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
      : message("accessTokenRefused", { ...told, source: inputName(fixedTokenSource) });
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

/** Whether a connection ended before anything was answered. */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof gaxios.GaxiosError) || error.response) return false;
  return error.code === "ECONNRESET" || error.code === "EPIPE";
}

/** Where a server is, without a path. */
export function originOf(url: string): string {
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
