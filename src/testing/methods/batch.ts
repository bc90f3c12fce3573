import { type ApiCall, checkBodyFields, checkParent, type Handler, stringList } from "../http/apiCall";
import { invalidField } from "../http/apiErrors";
import type { Job } from "../state/job";
import { PIPELINE_JOB } from "../state/jobKinds";
import type { JsonObject } from "../state/json";
import type { OperationResult } from "../state/operations";
import { isResourceId, parseResourceName } from "../state/resourceName";
import type { Service } from "../state/service";
import { jobView } from "./jobView";

const MAX_NAMES = 32;

/**
 * Cancels up to 32 pipeline jobs, all or none of them; those that have ended are skipped. The operation is done when
 * the cancelled jobs have ended.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/batchCancel
 */
export const batchCancelPipelineJobs: Handler = (service, call) => {
  const names = batchNames(service, call);
  const { jobs, missing } = findAll(service, names);
  const metadataType = "BatchCancelPipelineJobsOperationMetadata";
  if (missing !== undefined) {
    return startBatch(service, call, metadataType, () => missing);
  }
  const active = jobs.filter((job) => !job.isTerminal(service.clock.now()));
  for (const job of active) {
    service.cancel(job);
  }
  return startBatch(service, call, metadataType, () => batchResult(service, call, "BatchCancel", active));
};

/**
 * Deletes up to 32 pipeline jobs, all or none of them.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/batchDelete
 */
export const batchDeletePipelineJobs: Handler = (service, call) => {
  const names = batchNames(service, call);
  const { jobs, missing } = findAll(service, names);
  const running = jobs.find((job) => !job.isTerminal(service.clock.now()));
  const failure = missing ?? (running && cannotDelete(service, running));
  if (failure !== undefined) {
    return startBatch(service, call, "DeleteOperationMetadata", () => failure);
  }
  const result = batchResult(service, call, "BatchDelete", jobs);
  for (const job of jobs) {
    service.removeJob(job);
  }
  return startBatch(service, call, "DeleteOperationMetadata", () => result);
};

/** What the request gets wrong is refused at once; what the names lead to shows in the operation. */
function batchNames(service: Service, call: ApiCall): string[] {
  checkParent(call);
  checkBodyFields(call, "names");
  const names = stringList(call.body, "names");
  if (names.length === 0) {
    throw invalidField("names", "Required field is not set.");
  }
  if (names.length > MAX_NAMES) {
    throw invalidField("names", `The number of names must not be greater than ${MAX_NAMES}.`);
  }
  const projectNumber = service.projects.numberOf(call.project);
  for (const name of names) {
    const parsed = parseResourceName(name);
    if (parsed?.collection !== PIPELINE_JOB.collection || !isResourceId(parsed.id)) {
      throw invalidField("names", "Invalid PipelineJob resource name.");
    }
    if (parsed.region !== call.region || service.projects.numberOf(parsed.project) !== projectNumber) {
      throw invalidField("names", "All PipelineJobs must belong to the parent.");
    }
  }
  return names;
}

function findAll(service: Service, names: readonly string[]): { jobs: Job[]; missing: OperationResult | undefined } {
  const jobs = new Set<Job>();
  for (const name of names) {
    const job = service.findByName(PIPELINE_JOB, name);
    if (job === undefined) {
      return { jobs: [], missing: { error: { code: 5, message: `The PipelineJob "${name}" does not exist.` } } };
    }
    jobs.add(job);
  }
  return { jobs: [...jobs], missing: undefined };
}

function batchResult(
  service: Service,
  { version }: ApiCall,
  verb: string,
  jobs: readonly Job[],
): OperationResult | undefined {
  if (verb === "BatchCancel" && jobs.some((job) => !job.isTerminal(service.clock.now()))) {
    return undefined;
  }
  const type = `type.googleapis.com/google.cloud.aiplatform.${version}.${verb}PipelineJobsResponse`;
  const pipelineJobs = jobs.map((job) => jobView(service, job, "list"));
  return { response: { "@type": type, ...(jobs.length > 0 ? { pipelineJobs } : {}) } };
}

function cannotDelete(service: Service, job: Job): OperationResult {
  const message = `The PipelineJob "${job.name}" is in state ${job.state(service.clock.now())} and cannot be deleted.`;
  return { error: { code: 9, message } };
}

function startBatch(
  service: Service,
  call: ApiCall,
  metadataType: string,
  result: () => OperationResult | undefined,
): JsonObject {
  const projectNumber = service.projects.numberOf(call.project) ?? call.project;
  return service.operations.start({ ...call, projectNumber, metadataType, result });
}
