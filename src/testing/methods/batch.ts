import { type ApiCall, checkBodyFields, checkParent, stringList } from "../http/apiCall";
import { invalidField } from "../http/apiErrors";
import type { Job } from "../state/job";
import type { JobKind } from "../state/jobKind";
import type { JsonObject } from "../state/json";
import type { OperationResult } from "../state/operations";
import { isResourceId, parseResourceName } from "../state/resourceName";
import type { Service } from "../state/service";
import type { JobMethod } from "./jobMethods";
import { jobView } from "./jobView";
import { cannotBe } from "./refuseInState";

const MAX_NAMES = 32;

/**
 * Cancels up to 32 jobs, all or none of them; those that have ended are skipped. The operation is done when
 * the cancelled jobs have ended.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/batchCancel
 */
export const batchCancelJobs: JobMethod = (kind) => (service, call) => {
  const names = batchNames(service, call, kind);
  const { jobs, missing } = findAll(service, kind, names);
  const metadataType = `BatchCancel${plural(kind)}OperationMetadata`;
  if (missing !== undefined) {
    return startBatch(service, call, metadataType, () => missing);
  }
  const active = jobs.filter((job) => !job.isTerminal(service.clock.now()));
  for (const job of active) {
    service.cancel(job);
  }
  return startBatch(service, call, metadataType, () => batchResult(service, call, kind, "BatchCancel", active));
};

/**
 * Deletes up to 32 jobs, all or none of them.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/batchDelete
 */
export const batchDeleteJobs: JobMethod = (kind) => (service, call) => {
  const names = batchNames(service, call, kind);
  const { jobs, missing } = findAll(service, kind, names);
  const running = jobs.find((job) => !job.isTerminal(service.clock.now()));
  const failure = missing ?? (running && cannotDelete(service, running));
  if (failure !== undefined) {
    return startBatch(service, call, "DeleteOperationMetadata", () => failure);
  }
  const result = batchResult(service, call, kind, "BatchDelete", jobs);
  for (const job of jobs) {
    service.removeJob(job);
  }
  return startBatch(service, call, "DeleteOperationMetadata", () => result);
};

/** What the request gets wrong is refused at once; what the names lead to shows in the operation. */
function batchNames(service: Service, call: ApiCall, { collection, typeName }: JobKind): string[] {
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
    if (parsed?.collection !== collection || !isResourceId(parsed.id)) {
      throw invalidField("names", `Invalid ${typeName} resource name.`);
    }
    if (parsed.region !== call.region || service.projects.numberOf(parsed.project) !== projectNumber) {
      throw invalidField("names", `All ${typeName}s must belong to the parent.`);
    }
  }
  return names;
}

function findAll(
  service: Service,
  { typeName }: JobKind,
  names: readonly string[],
): { jobs: Job[]; missing: OperationResult | undefined } {
  const jobs = new Set<Job>();
  for (const name of names) {
    const job = service.findByName(name);
    if (job === undefined) {
      return { jobs: [], missing: { error: { code: 5, message: `The ${typeName} "${name}" does not exist.` } } };
    }
    jobs.add(job);
  }
  return { jobs: [...jobs], missing: undefined };
}

function batchResult(
  service: Service,
  { version }: ApiCall,
  kind: JobKind,
  verb: "BatchCancel" | "BatchDelete",
  jobs: readonly Job[],
): OperationResult | undefined {
  if (verb === "BatchCancel" && jobs.some((job) => !job.isTerminal(service.clock.now()))) {
    return undefined;
  }
  const type = `type.googleapis.com/google.cloud.aiplatform.${version}.${verb}${plural(kind)}Response`;
  const views = jobs.map((job) => jobView(service, job, "list"));
  return { response: { "@type": type, ...(jobs.length > 0 ? { [kind.collection]: views } : {}) } };
}

function cannotDelete(service: Service, job: Job): OperationResult {
  return { error: { code: 9, message: cannotBe(service, job, "deleted") } };
}

/** As messages of the API are named: `PipelineJobs`. */
function plural({ typeName }: JobKind): string {
  return `${typeName}s`;
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
