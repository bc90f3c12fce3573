import type { IncomingMessage, ServerResponse } from "node:http";
import { answerPage, isForPage } from "../page/pageRequest";
import type { Service } from "../state/service";
import { type Answer, answerCall, errorAnswer } from "./answer";
import { attempt, attemptLater, unwrap, valueIfOk } from "./attempt";
import { type Fault, type Faults, type FaultTarget, faultError } from "./faults";
import { parseBody, readBody } from "./requestBody";
import { loggableHeaders, loggableQuery, type OpenRequest, type RequestListener, remember } from "./requestLog";
import { type Destination, findRoute } from "./routes";

/** What an exchange needs to know of the fake. */
export interface ExchangeSetting {
  readonly service: Service;
  readonly faults: Faults;
  readonly log: OpenRequest[];
  readonly listeners: ReadonlySet<RequestListener>;
  /** Waits for the fake's latency. */
  readonly delay: () => Promise<void>;
}

/** Takes one request and answers it, as the fault that befalls it allows. */
export async function exchange(
  setting: ExchangeSetting,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { service, faults, log } = setting;
  const { path, parameters } = splitUrl(request.url ?? "/");
  const { method = "GET", headers } = request;
  if (isForPage(method, path)) {
    // It is no part of the API: not logged, not delayed, and no fault befalls it.
    send(response, answerPage(service, log, { method, path, parameters, headers }), undefined);
    return;
  }
  const route = attempt(() => findRoute(method, path));
  const bodyText = await attemptLater(readBody(request));
  const destination = route.ok ? route.value : undefined;
  const entry = logEntry(setting, request, { path, parameters, destination, bodyText: valueIfOk(bodyText) ?? "" });
  remember(log, entry);
  if (!request.complete) {
    return; // The client has left.
  }
  await setting.delay();

  for (const listener of setting.listeners) {
    listener(entry);
  }
  const fault = faults.strike(entry);
  if (fault !== undefined) {
    entry.fault = fault;
  }
  const carryOut = (): Answer => {
    try {
      return answerCall(service, {
        destination: unwrap(route),
        parameters,
        headers,
        bodyText: unwrap(bodyText),
      });
    } catch (error) {
      return errorAnswer(error);
    }
  };
  const answer = fault === undefined || hasEffect(fault) ? carryOut() : undefined;
  const sent = fault === undefined ? answer : faultyAnswer(fault, answer, entry);
  if (sent !== undefined) {
    entry.status = sent.status;
  }
  send(response, sent, fault);
}

/** What is sent under a fault; `undefined` for nothing. */
function faultyAnswer(fault: Fault, answer: Answer | undefined, target: FaultTarget): Answer | undefined {
  if ("reset" in fault || "stall" in fault) {
    return undefined;
  }
  if ("truncate" in fault) {
    return answer;
  }
  if ("body" in fault) {
    const headers = { "content-type": fault.contentType ?? "text/html; charset=UTF-8" };
    return { status: fault.status ?? 200, headers, body: fault.body };
  }
  const { headers, ...error } = errorAnswer(faultError(fault, target));
  const retryAfter = fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) };
  return { ...error, headers: { ...headers, ...retryAfter, ...fault.headers } };
}

function hasEffect(fault: Fault): boolean {
  return (
    ("reset" in fault && fault.reset === "after") || "truncate" in fault || ("effect" in fault && fault.effect === true)
  );
}

function send(response: ServerResponse, answer: Answer | undefined, fault: Fault | undefined): void {
  if (answer === undefined) {
    if (fault !== undefined && "reset" in fault) {
      response.socket?.resetAndDestroy();
    }
    return;
  }
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    ...answer.headers,
    "content-length": String(body.length),
    server: "fake-vertex-ai",
  });
  if (fault !== undefined && "truncate" in fault) {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
  } else {
    response.end(body);
  }
}

interface UnderstoodRequest {
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly destination: Destination | undefined;
  readonly bodyText: string;
}

function logEntry(
  { service }: ExchangeSetting,
  request: IncomingMessage,
  { path, parameters, destination, bodyText }: UnderstoodRequest,
): OpenRequest {
  return {
    time: service.clock.now(),
    method: request.method ?? "GET",
    path: valueIfOk(attempt(() => decodeURIComponent(path))) ?? path,
    query: loggableQuery(parameters),
    body: valueIfOk(attempt(() => parseBody(bodyText))),
    status: 0,
    region: destination?.region ?? "",
    apiMethod: destination?.apiMethod,
    headers: loggableHeaders(request.headers),
  };
}

function splitUrl(url: string): { path: string; parameters: URLSearchParams } {
  const [path = "/", ...query] = url.split("?");
  return { path, parameters: new URLSearchParams(query.join("?")) };
}
