import type { ApiCall, Handler } from "./apiCall";
import { cancelCustomJob, createCustomJob, getCustomJob, listCustomJobs } from "./customJobs";
import { malformedRequest, unknownUrl } from "./frontEnd";
import {
  cancelPipelineJob,
  createPipelineJob,
  deletePipelineJob,
  getPipelineJob,
  listPipelineJobs,
} from "./pipelineJobs";

/** One method of the API under its URL. */
export interface Route {
  readonly httpMethod: string;
  readonly apiMethod: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
}

/** Where a URL leads. */
export interface Destination extends Pick<ApiCall, "apiMethod" | "version" | "project" | "region" | "id"> {
  readonly handler: Handler;
}

const ROUTES: readonly Route[] = [
  route("POST", "pipelineJobs", "pipelineJobs.create", createPipelineJob),
  route("GET", "pipelineJobs", "pipelineJobs.list", listPipelineJobs),
  route("GET", "pipelineJobs/*", "pipelineJobs.get", getPipelineJob),
  route("POST", "pipelineJobs/*:cancel", "pipelineJobs.cancel", cancelPipelineJob),
  route("DELETE", "pipelineJobs/*", "pipelineJobs.delete", deletePipelineJob),
  route("POST", "customJobs", "customJobs.create", createCustomJob),
  route("GET", "customJobs", "customJobs.list", listCustomJobs),
  route("GET", "customJobs/*", "customJobs.get", getCustomJob),
  route("POST", "customJobs/*:cancel", "customJobs.cancel", cancelCustomJob),
];

/**
 * Finds the API method for a request.
 *
 * @param path - as it was sent, still percent-encoded.
 * @throws FrontEndError for a URL that leads nowhere.
 */
export function findRoute(httpMethod: string, path: string): Destination {
  for (const { pattern, handler, apiMethod, ...one } of ROUTES) {
    const match = one.httpMethod === httpMethod ? pattern.exec(path) : null;
    if (match !== null) {
      const [, version, project = "", region = "", id = ""] = match.map(decode);
      if (!isRegion(region)) {
        break;
      }
      return { handler, apiMethod, version: version === "v1" ? "v1" : "v1beta1", project, region, id };
    }
  }
  throw unknownUrl(path);
}

/** `*` stands for the last part of a resource name. */
function route(httpMethod: string, path: string, apiMethod: string, handler: Handler): Route {
  const rest = path.replace("*", "([^/:]+)");
  return {
    httpMethod,
    apiMethod,
    handler,
    pattern: new RegExp(`^/(v1|v1beta1)/projects/([^/]+)/locations/([^/:]+)/${rest}$`),
  };
}

function decode(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? "");
  } catch {
    throw malformedRequest();
  }
}

/** Nobody serves an invented region: what answers there is the front end. */
function isRegion(region: string): boolean {
  return /^[a-z]+-[a-z]+[0-9]+$/.test(region);
}
