import type { IncomingHttpHeaders } from "node:http";
import { type Answer, errorAnswer, jsonAnswer } from "../http/answer";
import { ApiError } from "../http/apiErrors";
import type { LoggedRequest } from "../http/requestLog";
import type { Job } from "../state/job";
import { runSchedules } from "../state/scheduler";
import type { Service } from "../state/service";
import { PAGE } from "./page";
import { carryOutAction, PAGE_ACTIONS, requireNamedJob } from "./pageActions";
import { openedJob, pageData } from "./pageData";
import { pageScript } from "./pageScript";
import { PAGE_STYLE } from "./pageStyle";

/** A request of the page. */
export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Everything comes from this server and nothing is inline, so that no text of a job can become code. No other site can
 * show the page in a frame, which would lend it the buttons.
 */
const PAGE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** Whether a request is for the page for people, and not for the API. */
export function isForPage(method: string, path: string): boolean {
  return path.startsWith("/_fake/") || (path === "/" && method === "GET");
}

/** The answer to a request {@link isForPage}. */
export function answerPage(service: Service, log: readonly LoggedRequest[], request: PageRequest): Answer {
  const { status, headers, body } = answerOrError(service, log, request);
  return { status, headers: { ...headers, ...PAGE_HEADERS }, body };
}

function answerOrError(service: Service, log: readonly LoggedRequest[], request: PageRequest): Answer {
  const { method, path, parameters, headers } = request;
  const file = path.replace(/^\/_fake\//, "");
  const allow = PAGE_ACTIONS.includes(file) ? "POST" : "GET";
  try {
    if (method !== allow) {
      const { status, body } = errorAnswer(new ApiError(405, `Use ${allow} instead of ${method}.`, "UNIMPLEMENTED"));
      return { status, headers: { allow }, body };
    }
    if (allow === "GET") return answerLook(service, log, file, parameters);
    requireSameOrigin(headers);
    return answerJob(service, parameters, (job) => carryOutAction(service, file, job));
  } catch (error) {
    return errorAnswer(error);
  }
}

function answerLook(
  service: Service,
  log: readonly LoggedRequest[],
  file: string,
  parameters: URLSearchParams,
): Answer {
  switch (file) {
    case "/":
      return text("html", PAGE);
    case "style.css":
      return text("css", PAGE_STYLE);
    case "state": {
      const search = { jobs: parameters.get("jobs") ?? "", requests: parameters.get("requests") ?? "" };
      return jsonAnswer(200, pageData(service, log, search));
    }
    case "job":
      return answerJob(service, parameters);
    default:
      return text("javascript", pageScript(file));
  }
}

function answerJob(service: Service, parameters: URLSearchParams, act: (job: Job) => void = () => {}): Answer {
  runSchedules(service);
  const job = requireNamedJob(service, parameters.get("name") ?? "");
  act(job);
  return jsonAnswer(200, openedJob(service, job));
}

/**
 * Refuses what another site makes a browser send. A browser says where a POST comes from in at least one of two headers;
 * other clients send neither.
 */
function requireSameOrigin(headers: IncomingHttpHeaders): void {
  const { origin, host, "sec-fetch-site": site = "same-origin" } = headers;
  const isOwnOrigin = origin === undefined || origin.replace(/^https?:\/\//, "") === host;
  if (site !== "same-origin" || !isOwnOrigin) {
    throw new ApiError(403, "Another site sent this. Only the page of the fake may change its jobs.");
  }
}

function text(type: "html" | "css" | "javascript", body: string): Answer {
  return { status: 200, headers: { "content-type": `text/${type}; charset=UTF-8` }, body };
}
