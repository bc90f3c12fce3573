import { Failure } from "../messages/failure";
import { type Message, message } from "../messages/message";

/**
 * What can go wrong with a call, typed after the exceptions that the Google Workflows connector documents.
 *
 * @see https://cloud.google.com/workflows/docs/reference/googleapis/aiplatform/v1/projects.locations.pipelineJobs/cancel
 */

/** No answer, or one that was cut off or is not what the API answers: the network, a proxy or a wrong host. */
export class ConnectionError extends Failure {
  override readonly name = "ConnectionError";
}

/** No credentials, or none that give an access token. Nothing was sent to Vertex AI. */
export class AuthError extends Failure {
  override readonly name = "AuthError";
}

/** A wait that did not end before its deadline. */
export class TimeoutError extends Failure {
  override readonly name = "TimeoutError";
}

/** More jobs match than may be stopped at once. The latest to be found were not cancelled. */
export class TooManyJobsError extends Failure {
  override readonly name = "TooManyJobsError";
}

/** Somebody has aborted the wait; nothing more is sent. */
export class AbortedError extends Failure {
  override readonly name = "AbortedError";

  constructor() {
    super(message("aborted"));
  }
}

/** A request became needless before it was sent. `SharedCancels` catches this error; no other code sees it. */
export class NeedlessError extends Error {
  override readonly name = "NeedlessError";
}

/** What the API answered instead of success. */
export interface HttpAnswer {
  /** HTTP status code, 300 or above. */
  readonly status: number;
  /** Name of the `google.rpc.Code`, such as `NOT_FOUND`; absent when the answer is not a Google error. */
  readonly googleStatus?: string;
  /** Reason of the `google.rpc.ErrorInfo`, such as `SERVICE_DISABLED`. */
  readonly reason?: string;
  /** How long the server asks to wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** The API answered with a status of 300 or above. */
export class HttpError extends Failure {
  override readonly name = "HttpError";

  constructor(
    content: Message,
    readonly answer: HttpAnswer,
  ) {
    super(content);
  }
}

/** Statuses that are retried until time is up: the server is there and says "later". */
const BUSY_STATUSES: ReadonlySet<number> = new Set([429, 503]);

/** Statuses that are retried, but not for long when nothing has ever been answered. */
const FAULTY_STATUSES: ReadonlySet<number> = new Set([408, 500, 502, 504]);

/** The server asks to come back later. */
export function isBusy(error: unknown): error is HttpError {
  return error instanceof HttpError && BUSY_STATUSES.has(error.answer.status);
}

/** A fault that a retry may heal. */
export function isTransient(error: unknown): error is ConnectionError | HttpError {
  if (error instanceof ConnectionError || isBusy(error)) return true;
  return error instanceof HttpError && FAULTY_STATUSES.has(error.answer.status);
}

/** The job does not exist. A 404 that is not Google's says nothing about the job. */
export function isMissing(error: unknown): error is HttpError {
  return error instanceof HttpError && error.answer.status === 404 && error.answer.googleStatus === "NOT_FOUND";
}

/** The call is not allowed, or the API is disabled, or the project is gone. */
export function isDenied(error: unknown): error is HttpError {
  return error instanceof HttpError && error.answer.status === 403;
}

/** The service understood a cancellation and said no, most likely since the job has ended meanwhile. */
export function isRefusal(error: unknown): error is HttpError {
  return error instanceof HttpError && error.answer.status !== 401 && !isDenied(error) && !isTransient(error);
}
