import type { IncomingHttpHeaders } from "node:http";
import { encodeMessage, enumEncoding } from "../messages/encodeMessage";
import { runSchedules } from "../state/scheduler";
import type { Service } from "../state/service";
import { ApiError, unauthenticated } from "./apiErrors";
import { FrontEndError } from "./frontEnd";
import { partialAnswer } from "./partialAnswer";
import { queryParameters } from "./queryParameters";
import { parseBody } from "./requestBody";
import type { Destination } from "./routes";

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request that found its API method. */
export interface RoutedRequest {
  readonly destination: Destination;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly bodyText: string;
}

/**
 * Carries out one API call.
 * @throws ApiError, which {@link errorAnswer} turns into an answer.
 */
export function answerCall(service: Service, { destination, parameters, headers, bodyText }: RoutedRequest): Answer {
  checkAuthorization(service, headers.authorization);
  checkRegion(service, destination.region);
  const { handler, message, parameters: own, ...call } = destination;
  const projectNumber = service.projects.numberOf(call.project) ?? call.project;
  service.quota.take(projectNumber, call.region, call.apiMethod, service.clock.now());
  const query = queryParameters(own, parameters);
  runSchedules(service);
  const result = handler(service, { ...call, query, body: parseBody(bodyText) });
  const answer = encodeMessage(result, message[call.version], enumEncoding(query.alt));
  return jsonAnswer(200, partialAnswer(answer, query.fields));
}

/** The answer for anything that was thrown on the way. */
export function errorAnswer(error: unknown): Answer {
  if (error instanceof FrontEndError) {
    return { status: error.httpStatus, headers: { "content-type": "text/html; charset=UTF-8" }, body: error.html };
  }
  const apiError = error instanceof ApiError ? error : new ApiError(500, `Internal error encountered. ${error}`);
  return jsonAnswer(apiError.httpStatus, apiError.toJSON());
}

/** A JSON answer, laid out as the service does. */
export function jsonAnswer(status: number, value: unknown): Answer {
  return {
    status,
    headers: { "content-type": "application/json; charset=UTF-8" },
    body: `${JSON.stringify(value, null, 2)}\n`,
  };
}

function checkRegion({ settings }: Service, region: string): void {
  if (settings.region !== undefined && settings.region !== region) {
    throw new ApiError(
      400,
      `The provided location ID doesn't match the endpoint. The valid location ID is \`${settings.region}\`.`,
    );
  }
}

function checkAuthorization({ settings }: Service, header: string | undefined): void {
  const token = /^Bearer (.+)$/i.exec(header ?? "")?.[1];
  const { requireAuthorization } = settings;
  if (requireAuthorization === false) {
    return;
  }
  if (token === undefined || (typeof requireAuthorization === "string" && token !== requireAuthorization)) {
    throw unauthenticated(token !== undefined);
  }
}
