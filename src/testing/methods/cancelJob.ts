import { type ApiCall, checkBodyFields } from "../http/apiCall";
import { failedPrecondition, notFound } from "../http/apiErrors";
import type { Job } from "../state/job";
import type { JobKind } from "../state/jobKinds";
import type { JsonObject } from "../state/json";
import type { Service } from "../state/service";

/** The job that a call names, or the service's 404. */
export function requireJob(service: Service, call: ApiCall, kind: JobKind): Job {
  const job = service.find(kind, call.project, call.region, call.id);
  if (job === undefined) {
    throw notFound(kind.typeName);
  }
  return job;
}

/** The `cancel` method of each collection: accepted at once, carried out later. */
export function cancelJob(service: Service, call: ApiCall, kind: JobKind): JsonObject {
  checkBodyFields(call);
  const job = requireJob(service, call, kind);
  refuseInState(service, job, job.isTerminal(service.clock.now()), "canceled");
  service.cancel(job);
  return {};
}

/** Throws the service's FAILED_PRECONDITION when a job's state forbids something. */
export function refuseInState(service: Service, job: Job, isForbidden: boolean, participle: string): void {
  if (isForbidden) {
    const state = job.state(service.clock.now());
    throw failedPrecondition(
      `The ${job.kind.typeName} "${job.name}" is in state ${state} and cannot be ${participle}.`,
    );
  }
}
