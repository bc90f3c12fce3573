import { failedPrecondition } from "../http/apiErrors";
import type { Job } from "../state/job";
import type { Service } from "../state/service";

/** Throws the service's FAILED_PRECONDITION when a job's state forbids something. */
export function refuseInState(service: Service, job: Job, isForbidden: boolean, participle: string): void {
  if (isForbidden) {
    throw failedPrecondition(cannotBe(service, job, participle));
  }
}

/** What the service says then. */
export function cannotBe(service: Service, job: Job, participle: string): string {
  const state = job.state(service.clock.now());
  return `The ${job.kind.typeName} "${job.name}" is in state ${state} and cannot be ${participle}.`;
}
