import type { VersionedMessage } from "../messages/message";
import { EMPTY_MESSAGE, listMessage, operationMessage, SCHEDULE_MESSAGE } from "../messages/messages";
import { batchCancelJobs, batchDeleteJobs } from "../methods/batch";
import { cancelJob, createJob, deleteJob, getJob } from "../methods/jobMethods";
import { listJobs } from "../methods/listJobs";
import { listSchedules } from "../methods/listSchedules";
import { getOperation, waitOperation } from "../methods/operationMethods";
import {
  createSchedule,
  deleteSchedule,
  getSchedule,
  patchSchedule,
  pauseSchedule,
  resumeSchedule,
} from "../methods/schedules";
import type { JobKind } from "../state/jobKind";
import { JOB_KINDS } from "../state/jobKinds";
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
  /** Query parameters that become fields of the request message. */
  readonly parameters: readonly string[];
}

/** Where a URL leads. */
export interface Destination extends Pick<ApiCall, "apiMethod" | "version" | "project" | "region" | "id"> {
  readonly handler: Handler;
  readonly message: VersionedMessage;
  readonly parameters: readonly string[];
}

const PAGING = ["filter", "pageSize", "pageToken"];

const OPERATION_MESSAGE = operationMessage(
  Object.fromEntries(
    JOB_KINDS.filter(({ hasBatches }) => hasBatches).map(({ collection, message }) => [collection, message]),
  ),
);

const ROUTES: readonly Route[] = [
  ...JOB_KINDS.flatMap(jobRoutes),
  route("GET", "operations/*", "operations.get", getOperation, OPERATION_MESSAGE),
  route("POST", "operations/*:wait", "operations.wait", waitOperation, OPERATION_MESSAGE, ["timeout"]),
  route("POST", "schedules", "schedules.create", createSchedule, SCHEDULE_MESSAGE),
  route("GET", "schedules", "schedules.list", listSchedules, listMessage("schedules", SCHEDULE_MESSAGE), [
    ...PAGING,
    "orderBy",
  ]),
  route("GET", "schedules/*", "schedules.get", getSchedule, SCHEDULE_MESSAGE),
  route("PATCH", "schedules/*", "schedules.patch", patchSchedule, SCHEDULE_MESSAGE, ["updateMask"]),
  route("POST", "schedules/*:pause", "schedules.pause", pauseSchedule, EMPTY_MESSAGE),
  route("POST", "schedules/*:resume", "schedules.resume", resumeSchedule, EMPTY_MESSAGE),
  route("DELETE", "schedules/*", "schedules.delete", deleteSchedule, OPERATION_MESSAGE),
];

/** The methods of one kind of job. */
function jobRoutes(kind: JobKind): Route[] {
  const { collection: jobs, message } = kind;
  const created = kind.idParameter === undefined ? [] : [kind.idParameter];
  const listed = [
    ...PAGING,
    ...(kind.hasReadMask ? ["readMask"] : []),
    ...(kind.orderBy.length > 0 ? ["orderBy"] : []),
  ];
  const routes = [
    route("POST", jobs, `${jobs}.create`, createJob(kind), message, created),
    route("GET", jobs, `${jobs}.list`, listJobs(kind), listMessage(jobs, message), listed),
    route("GET", `${jobs}/*`, `${jobs}.get`, getJob(kind), message),
    route("POST", `${jobs}/*:cancel`, `${jobs}.cancel`, cancelJob(kind), EMPTY_MESSAGE),
  ];
  if (kind.canBeDeleted) {
    routes.push(route("DELETE", `${jobs}/*`, `${jobs}.delete`, deleteJob(kind), OPERATION_MESSAGE));
  }
  if (kind.hasBatches) {
    routes.push(
      route("POST", `${jobs}:batchCancel`, `${jobs}.batchCancel`, batchCancelJobs(kind), OPERATION_MESSAGE),
      route("POST", `${jobs}:batchDelete`, `${jobs}.batchDelete`, batchDeleteJobs(kind), OPERATION_MESSAGE),
    );
  }
  return routes;
}

/**
 * Finds the API method for a request.
 *
 * @param path - as it was sent, still percent-encoded.
 * @throws FrontEndError for a URL that leads nowhere.
 */
export function findRoute(httpMethod: string, path: string): Destination {
  for (const { httpMethod: routed, pattern, ...found } of ROUTES) {
    const match = routed === httpMethod ? pattern.exec(path) : null;
    if (match !== null) {
      const [, version, project = "", region = "", id = ""] = match.map(decode);
      if (!isRegion(region)) {
        break;
      }
      return { ...found, version: version === "v1beta1" ? "v1beta1" : "v1", project, region, id };
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
  parameters: readonly string[] = [],
): Route {
  const rest = path.replace("*", "([^/:]+)");
  // Google's generated Node clients poll operations under /ui/, the first binding of the method.
  const versions = path.startsWith("operations/") ? "v1|v1beta1|ui" : "v1|v1beta1";
  return {
    httpMethod,
    apiMethod,
    handler,
    message,
    parameters,
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
