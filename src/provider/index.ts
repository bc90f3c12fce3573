import { Failure } from "../messages/failure";
import { message } from "../messages/message";
import type { CheckResult } from "./checkResult";
import type { CommonInputs } from "./commonInputs";
import type { Definition } from "./definition";
import type { DetailedDiff } from "./diff";
import { JOB_CANCELLATION, PIPELINE_JOB_CANCELLATION } from "./jobCancellation/definition";
import { JOB_SWEEP } from "./jobSweep/definition";
import { Lifecycle } from "./lifecycle";
import type { Recorded, ResourceRequest } from "./request";
import { secretOutputs } from "./secretOutputs";

/** What the provider answers: what the operation is asked for. */
export type ResourceResponse =
  | CheckResult
  | DetailedDiff
  | { readonly id: string; readonly outs: Recorded }
  | { readonly id: string; readonly props: Recorded; readonly inputs: Recorded }
  | { readonly outs: Recorded }
  | undefined;

const DEFINITIONS: readonly Definition<CommonInputs, object>[] = [
  PIPELINE_JOB_CANCELLATION as unknown as Definition<CommonInputs, object>,
  JOB_CANCELLATION as unknown as Definition<CommonInputs, object>,
  JOB_SWEEP as unknown as Definition<CommonInputs, object>,
];

/**
 * Lists the secret outputs of a resource.
 *
 * @param type - the resource's class.
 * @param secretInputs - names of the inputs that are secret.
 */
export function secretsOf(type: string, secretInputs: readonly string[]): string[] {
  return secretOutputs(definitionOf(type), secretInputs);
}

/**
 * Does one operation on one resource. The only way into the provider, for every protocol.
 *
 * @param type - the resource's class.
 * @throws Error with a message for the user; PartialFailure when the resource is to be kept.
 */
export async function perform(type: string, request: ResourceRequest): Promise<ResourceResponse> {
  const lifecycle = new Lifecycle(definitionOf(type), request);
  // What is recorded and what a check has passed is what the definition says, whatever the protocol.
  const recorded = ("recorded" in request ? request.recorded : {}) as unknown as CommonInputs;
  const news = ("news" in request ? request.news : {}) as unknown as CommonInputs;
  switch (request.operation) {
    case "check":
      return lifecycle.check(request.olds, request.news);
    case "diff":
      return lifecycle.diff(recorded, news);
    case "create":
      return lifecycle.create(news) as Promise<{ id: string; outs: Recorded }>;
    case "read":
      return lifecycle.read(request.id, recorded) as unknown as Promise<ResourceResponse>;
    case "update":
      return lifecycle.update(recorded, news) as unknown as Promise<ResourceResponse>;
    case "delete":
      await lifecycle.delete(recorded);
      return undefined;
  }
}

function definitionOf(type: string): Definition<CommonInputs, object> {
  const definition = DEFINITIONS.find((one) => one.type === type);
  if (!definition) throw new Failure(message("unknownResource", { type }));
  return definition;
}
