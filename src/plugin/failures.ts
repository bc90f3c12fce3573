import type { ServiceError } from "@grpc/grpc-js";
import { CheckFailure, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any, grpc } from "../engine/sdkModules";
import { Failure, type InputFailure, stepAfter } from "../messages/failure";
import { render } from "../messages/render";
import { PartialFailure } from "../provider/failures";
import { structOf } from "./properties";
import { PLUGIN_WORDS } from "./words";

/** Converts input failures to those of the engine. */
export function checkFailuresOf(failures: readonly InputFailure[]): CheckFailure[] {
  return failures.map(({ property, reason }) => {
    const failure = new CheckFailure();
    failure.setProperty(property);
    failure.setReason(render(reason, PLUGIN_WORDS));
    return failure;
  });
}

/**
 * Converts an error to that of gRPC. A partial failure carries the properties to record.
 *
 * @param secrets - names of the properties that are secret.
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export function serviceErrorOf(error: unknown, secrets: readonly string[] = []): Partial<ServiceError> {
  const text = sentencesOf(error);
  const answer = { code: grpc.status.UNKNOWN, details: text, message: text };
  if (!(error instanceof PartialFailure)) return answer;
  const failed = new ErrorResourceInitFailed();
  failed.setId(error.id);
  failed.setReasonsList([...error.reasons]);
  failed.setProperties(structOf({ ...error.properties }, secrets));
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(text);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { ...answer, metadata };
}

function sentencesOf(error: unknown): string {
  // An error of the lifecycle has its sentences already.
  if (!(error instanceof Failure)) return error instanceof Error ? error.message : String(error);
  return [render(error.content, PLUGIN_WORDS), stepAfter(error, PLUGIN_WORDS)].filter(Boolean).join(". ");
}
