import {
  CUSTOM_JOB_MESSAGE,
  EMPTY_MESSAGE,
  listMessage,
  OPERATION_MESSAGE,
  PIPELINE_JOB_MESSAGE,
  SCHEDULE_MESSAGE,
  type VersionedMessage,
} from "../messages/messages";
import { batchCancelPipelineJobs, batchDeletePipelineJobs } from "../methods/batch";
import { cancelCustomJob, createCustomJob, getCustomJob, listCustomJobs } from "../methods/customJobs";
import { listSchedules } from "../methods/listSchedules";
import { getOperation, waitOperation } from "../methods/operationMethods";
import {
  cancelPipelineJob,
  createPipelineJob,
  deletePipelineJob,
  getPipelineJob,
  listPipelineJobs,
} from "../methods/pipelineJobs";
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  patchSchedule,
  pauseSchedule,
  resumeSchedule,
} from "../methods/schedules";
import type { ApiCall, Handler } from "./apiCall";
import { malformedRequest, unknownUrl } from "./frontEnd";

/** One method of the API under its URL. */
export interface Route {
  readonly httpMethod: string;
  readonly apiMethod: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
  /** What the method answers. */
  readonly message: VersionedMessage;
}

/** Where a URL leads. */
export interface Destination extends Pick<ApiCall, "apiMethod" | "version" | "project" | "region" | "id"> {
  readonly handler: Handler;
  readonly message: VersionedMessage;
}

const ROUTES: readonly Route[] = [
  route("POST", "pipelineJobs", "pipelineJobs.create", createPipelineJob, PIPELINE_JOB_MESSAGE),
  route(
    "GET",
    "pipelineJobs",
    "pipelineJobs.list",
    listPipelineJobs,
    listMessage("pipelineJobs", PIPELINE_JOB_MESSAGE),
  ),
  route("GET", "pipelineJobs/*", "pipelineJobs.get", getPipelineJob, PIPELINE_JOB_MESSAGE),
  route("POST", "pipelineJobs/*:cancel", "pipelineJobs.cancel", cancelPipelineJob, EMPTY_MESSAGE),
  route("DELETE", "pipelineJobs/*", "pipelineJobs.delete", deletePipelineJob, OPERATION_MESSAGE),
  route("POST", "pipelineJobs:batchCancel", "pipelineJobs.batchCancel", batchCancelPipelineJobs, OPERATION_MESSAGE),
  route("POST", "pipelineJobs:batchDelete", "pipelineJobs.batchDelete", batchDeletePipelineJobs, OPERATION_MESSAGE),
  route("GET", "operations/*", "operations.get", getOperation, OPERATION_MESSAGE),
  route("POST", "operations/*:wait", "operations.wait", waitOperation, OPERATION_MESSAGE),
  route("POST", "customJobs", "customJobs.create", createCustomJob, CUSTOM_JOB_MESSAGE),
  route("GET", "customJobs", "customJobs.list", listCustomJobs, listMessage("customJobs", CUSTOM_JOB_MESSAGE)),
  route("GET", "customJobs/*", "customJobs.get", getCustomJob, CUSTOM_JOB_MESSAGE),
  route("POST", "customJobs/*:cancel", "customJobs.cancel", cancelCustomJob, EMPTY_MESSAGE),
  route("POST", "schedules", "schedules.create", createSchedule, SCHEDULE_MESSAGE),
  route("GET", "schedules", "schedules.list", listSchedules, listMessage("schedules", SCHEDULE_MESSAGE)),
  route("GET", "schedules/*", "schedules.get", getSchedule, SCHEDULE_MESSAGE),
  route("PATCH", "schedules/*", "schedules.patch", patchSchedule, SCHEDULE_MESSAGE),
  route("POST", "schedules/*:pause", "schedules.pause", pauseSchedule, EMPTY_MESSAGE),
  route("POST", "schedules/*:resume", "schedules.resume", resumeSchedule, EMPTY_MESSAGE),
  route("DELETE", "schedules/*", "schedules.delete", deleteSchedule, OPERATION_MESSAGE),
];

/**
 * Finds the API method for a request.
 *
 * @param path - as it was sent, still percent-encoded.
 * @throws FrontEndError for a URL that leads nowhere.
 */
export function findRoute(httpMethod: string, path: string): Destination {
  for (const { pattern, handler, message, apiMethod, ...one } of ROUTES) {
    const match = one.httpMethod === httpMethod ? pattern.exec(path) : null;
    if (match !== null) {
      const [, version, project = "", region = "", id = ""] = match.map(decode);
      if (!isRegion(region)) {
        break;
      }
      return { handler, message, apiMethod, version: version === "v1beta1" ? "v1beta1" : "v1", project, region, id };
    }
  }
  throw unknownUrl(path);
}

/** `*` stands for the last part of a resource name. */
function route(
  httpMethod: string,
  path: string,
  apiMethod: string,
  handler: Handler,
  message: VersionedMessage,
): Route {
  const rest = path.replace("*", "([^/:]+)");
  // Google's generated Node clients poll operations under /ui/, the first binding of the method.
  const versions = path.startsWith("operations/") ? "v1|v1beta1|ui" : "v1|v1beta1";
  return {
    httpMethod,
    apiMethod,
    handler,
    message,
    pattern: new RegExp(`^/(${versions})/projects/([^/]+)/locations/([^/:]+)/${rest}$`),
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
