import { randomUUID } from "node:crypto";
import { checkName, checkParent, type Handler, requireResource } from "../http/apiCall";
import { ApiError, invalidField } from "../http/apiErrors";
import { decodeMessage } from "../messages/decodeMessage";
import { PIPELINE_JOB } from "../state/jobKinds";
import type { JsonObject } from "../state/json";
import { launchPipelineJob } from "../state/launch";
import { isResourceId } from "../state/resourceName";
import { cancelJob, refuseInState, requireJob } from "./cancelJob";
import { checkPipelineJob } from "./checkPipelineJob";
import { jobView } from "./jobView";
import { listJobs } from "./listJobs";

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/create */
export const createPipelineJob: Handler = (service, call) => {
  checkParent(call);
  const id = call.query.pipelineJobId || `pipeline-${randomUUID()}`;
  if (!isResourceId(id)) {
    throw invalidField("pipeline_job_id", `Invalid PipelineJob id: "${id}".`);
  }
  const message = PIPELINE_JOB.message[call.version];
  const resource = decodeMessage(requireResource(call, "pipeline_job"), message, "pipeline_job");
  checkPipelineJob(resource, "pipeline_job");
  if (service.find(PIPELINE_JOB, call.project, call.region, id) !== undefined) {
    throw new ApiError(409, `The PipelineJob "${id}" already exists.`);
  }
  return jobView(service, launchPipelineJob(service, { ...call, id }, resource), "list");
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
  service.removeJob(job);
  const { projectNumber } = job;
  const result = () => ({ response: EMPTY });
  return service.operations.start({ ...call, projectNumber, metadataType: "DeleteOperationMetadata", result });
};

const EMPTY: JsonObject = { "@type": "type.googleapis.com/google.protobuf.Empty" };
