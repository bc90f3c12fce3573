import { randomUUID } from "node:crypto";
import { checkName, checkParent, type Handler, requireResource } from "./apiCall";
import { ApiError, invalidField } from "./apiErrors";
import { cancelJob, refuseInState, requireJob } from "./cancelJob";
import { PIPELINE_JOB } from "./jobKinds";
import { jobView } from "./jobView";
import type { JsonObject } from "./json";
import { launchPipelineJob } from "./launch";
import { listJobs } from "./listJobs";
import { startOperation } from "./operations";
import { isResourceId } from "./resourceName";

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/create */
export const createPipelineJob: Handler = (service, call) => {
  checkParent(call);
  const id = call.query.pipelineJobId || `pipeline-${randomUUID()}`;
  if (!isResourceId(id)) {
    throw invalidField("pipeline_job_id", `Invalid PipelineJob id: "${id}".`);
  }
  const resource = requireResource(call, "pipeline_job");
  if (resource.pipelineSpec === undefined && resource.templateUri === undefined) {
    throw invalidField("pipeline_job.pipeline_spec", "Required field is not set.");
  }
  if (service.find(PIPELINE_JOB, call.project, call.region, id) !== undefined) {
    throw new ApiError(409, `The PipelineJob "${id}" already exists.`);
  }
  return jobView(service, launchPipelineJob(service, { ...call, id }, resource), "get");
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/get */
export const getPipelineJob: Handler = (service, call) => {
  checkName(call, PIPELINE_JOB.typeName);
  const job = requireJob(service, call, PIPELINE_JOB);
  job.observe(service.clock.now());
  return jobView(service, job, "get");
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list */
export const listPipelineJobs: Handler = (service, call) => listJobs(service, call, PIPELINE_JOB);

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/cancel */
export const cancelPipelineJob: Handler = (service, call) => {
  checkName(call, PIPELINE_JOB.typeName);
  return cancelJob(service, call, PIPELINE_JOB);
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/delete */
export const deletePipelineJob: Handler = (service, call) => {
  checkName(call, PIPELINE_JOB.typeName);
  const job = requireJob(service, call, PIPELINE_JOB);
  refuseInState(service, job, !job.isTerminal(service.clock.now()), "deleted");
  service.pipelineJobs.remove(job);
  return startOperation(service, call, "DeleteOperationMetadata", () => ({ response: EMPTY }));
};

const EMPTY: JsonObject = { "@type": "type.googleapis.com/google.protobuf.Empty" };
