import { randomUUID } from "node:crypto";
import { type ApiCall, checkBodyFields, checkName, checkParent, type Handler, requireResource } from "../http/apiCall";
import { ApiError, invalidField, notFound } from "../http/apiErrors";
import { snakeCase } from "../http/queryParameters";
import { decodeMessage } from "../messages/decodeMessage";
import type { Job } from "../state/job";
import type { JobKind } from "../state/jobKind";
import type { JsonObject } from "../state/json";
import { launchJob } from "../state/launch";
import { isResourceId } from "../state/resourceName";
import type { Service } from "../state/service";
import { checkJob } from "./checkJob";
import { jobView } from "./jobView";
import { refuseInState } from "./refuseInState";

/** A method that every kind of job has, for one of them. */
export type JobMethod = (kind: JobKind) => Handler;

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/create */
export const createJob: JobMethod = (kind) => (service, call) => {
  checkParent(call);
  const id = chosenId(call, kind);
  const field = snakeCase(kind.typeName);
  const resource = decodeMessage(requireResource(call, field), kind.message[call.version], field);
  checkJob(kind, resource, field);
  if (id !== undefined && service.find(kind, call.project, call.region, id) !== undefined) {
    throw new ApiError(409, `The ${kind.typeName} "${id}" already exists.`);
  }
  const { project, region } = call;
  const place = id === undefined ? { project, region } : { project, region, id };
  return jobView(service, launchJob(service, kind, place, resource), "list");
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/get */
export const getJob: JobMethod = (kind) => (service, call) => {
  const job = requireJob(service, call, kind);
  job.observe(service.clock.now());
  return jobView(service, job, "get");
};

/** Accepted at once, carried out later. @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/cancel */
export const cancelJob: JobMethod = (kind) => (service, call) => {
  checkName(call, kind.typeName);
  checkBodyFields(call);
  const job = requireJob(service, call, kind);
  refuseInState(service, job, job.isTerminal(service.clock.now()), "canceled");
  service.cancel(job);
  return {};
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/delete */
export const deleteJob: JobMethod = (kind) => (service, call) => {
  const job = requireJob(service, call, kind);
  refuseInState(service, job, !job.isTerminal(service.clock.now()), "deleted");
  service.removeJob(job);
  const { projectNumber } = job;
  const result = () => ({ response: EMPTY });
  return service.operations.start({ ...call, projectNumber, metadataType: "DeleteOperationMetadata", result });
};

const EMPTY: JsonObject = { "@type": "type.googleapis.com/google.protobuf.Empty" };

/** The job that a call names, or the service's 404. */
function requireJob(service: Service, call: ApiCall, kind: JobKind): Job {
  checkName(call, kind.typeName);
  const job = service.find(kind, call.project, call.region, call.id);
  if (job === undefined) {
    throw notFound(kind.typeName);
  }
  return job;
}

/** The id that a client gives, or one as the service makes it up; `undefined`: a number. */
function chosenId(call: ApiCall, { idParameter, typeName }: JobKind): string | undefined {
  if (idParameter === undefined) {
    return undefined;
  }
  const id = call.query[idParameter] || `pipeline-${randomUUID()}`;
  if (!isResourceId(id)) {
    throw invalidField(snakeCase(idParameter), `Invalid ${typeName} id: "${id}".`);
  }
  return id;
}
