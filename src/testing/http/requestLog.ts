import type { IncomingHttpHeaders } from "node:http";
import type { Fault } from "./faults";

/** A request as the fake saw it. */
export interface LoggedRequest {
  /** When it arrived, in milliseconds since the epoch by the fake's clock. */
  readonly time: number;
  /** HTTP method. */
  readonly method: string;
  /** Decoded path, without the query. */
  readonly path: string;
  /** Query parameters as they were sent, without credentials. */
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON body; `undefined` if it was empty or not JSON. */
  readonly body: unknown;
  /** HTTP status of the answer; 0 as long as there was none. */
  readonly status: number;
  /** Region in the path; empty for a path that names none. */
  readonly region: string;
  /** Such as `pipelineJobs.cancel`; `undefined` for a path that leads nowhere. */
  readonly apiMethod: string | undefined;
  /** Headers, without credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The fault that befell it; absent for none. */
  readonly fault?: Fault;
}

/** Is called with a request. */
export type RequestListener = (request: LoggedRequest) => void;

/** A log entry while its request is being answered. */
export type OpenRequest = { -readonly [Field in keyof LoggedRequest]: LoggedRequest[Field] };

const SECRET_HEADERS = [
  "authorization",
  "proxy-authorization",
  "cookie",
  "x-goog-api-key",
  "x-goog-iam-authorization-token",
];
const SECRET_PARAMETERS = ["access_token", "oauth_token", "key"];

/** The headers that may be kept. */
export function loggableHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !SECRET_HEADERS.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** The query parameters that may be kept. */
export function loggableQuery(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...parameters].filter(([name]) => !SECRET_PARAMETERS.includes(name.toLowerCase())));
}

/** Adds an entry. A fake that runs for days forgets the oldest tenth whenever there are more than `maxEntries`. */
export function remember(log: OpenRequest[], entry: OpenRequest, maxEntries = 100_000): void {
  log.push(entry);
  if (log.length > maxEntries) {
    log.splice(0, Math.ceil(maxEntries / 10));
  }
}
