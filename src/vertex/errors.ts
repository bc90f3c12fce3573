import { formatCount } from "./wording";

/**
 * What can go wrong with a call, typed after the exceptions that the Google Workflows connector documents.
 *
 * @see https://cloud.google.com/workflows/docs/reference/googleapis/aiplatform/v1/projects.locations.pipelineJobs/cancel
 */

/** No answer, or one that was cut off or is not what the API answers: the network, a proxy or a wrong host. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/** No credentials, or none that an access token could be had with. Nothing was asked of Vertex AI. */
export class AuthError extends Error {
  override readonly name = "AuthError";
}

/** A wait that did not end before its deadline. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/** More jobs match than may be stopped at once. The latest to be found were not cancelled. */
export class TooManyJobsError extends Error {
  override readonly name = "TooManyJobsError";

  /** @param asked - how many of them had been asked to stop before the others came. */
  constructor(
    message: string,
    private readonly asked: number,
  ) {
    super(message);
  }

  /** Such as `nothing was cancelled`. */
  get cancelled(): string {
    if (this.asked === 0) return "nothing was cancelled";
    return `${formatCount(this.asked)} of them had been asked to stop before the others came`;
  }
}

/** The wait was given up from outside; nothing more was sent. */
export class AbortedError extends Error {
  override readonly name = "AbortedError";
}

/** What the API answered instead of success. */
export interface HttpFailure {
  /** HTTP status code, 300 or above. */
  readonly status: number;
  /** Name of the `google.rpc.Code`, such as `NOT_FOUND`; absent when the answer is not a Google error. */
  readonly googleStatus?: string;
  /** Reason of the `google.rpc.ErrorInfo`, such as `SERVICE_DISABLED`. */
  readonly reason?: string;
  /** How long the server asks to wait before a retry, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The IAM permission that the call needs. */
  readonly permission: string;
  /** Where the access token was set that was refused (401), if it can't be renewed. */
  readonly fixedTokenSource?: string;
}

/** The API answered with a status of 300 or above. */
export class HttpError extends Error {
  override readonly name = "HttpError";

  constructor(
    message: string,
    readonly failure: HttpFailure,
  ) {
    super(message);
  }
}

/** Statuses that are retried until time is up: the server is there and says "later". */
const BUSY_STATUSES: ReadonlySet<number> = new Set([429, 503]);

/** Statuses that are retried, but are a reason to give up when nothing has ever been answered. */
const FAULTY_STATUSES: ReadonlySet<number> = new Set([408, 500, 502, 504]);

/** The server asks to come back later. */
export function isBusy(error: unknown): error is HttpError {
  return error instanceof HttpError && BUSY_STATUSES.has(error.failure.status);
}

/** A fault that a retry may heal. */
export function isTransient(error: unknown): error is Error {
  if (error instanceof ConnectionError || isBusy(error)) return true;
  return error instanceof HttpError && FAULTY_STATUSES.has(error.failure.status);
}

/** The job does not exist. A 404 that is not Google's says nothing about the job. */
export function isMissing(error: unknown): error is HttpError {
  return error instanceof HttpError && error.failure.status === 404 && error.failure.googleStatus === "NOT_FOUND";
}

/** The call is not allowed, or the API is disabled, or the project is gone. */
export function isDenied(error: unknown): error is HttpError {
  return error instanceof HttpError && error.failure.status === 403;
}

/** The service understood a cancellation and said no, most likely since the job has ended meanwhile. */
export function isRefusal(error: unknown): error is HttpError {
  return error instanceof HttpError && error.failure.status !== 401 && !isDenied(error) && !isTransient(error);
}
