import type { ApiCall } from "./apiCall";
import type { JsonObject } from "./json";
import { formatResourceName } from "./resourceName";
import type { Service } from "./service";

/** How an operation ended. */
export type OperationResult = { readonly response: JsonObject } | { readonly error: JsonObject };

/** A long-running operation. */
export interface Operation {
  readonly name: string;
  /** Message name of its metadata, such as `DeleteOperationMetadata`. */
  readonly metadataType: string;
  readonly version: string;
  readonly createMs: number;
  /** How it ended, or `undefined` while it is under way. */
  readonly result: () => OperationResult | undefined;
}

/** Starts an operation for a call and answers it. */
export function startOperation(
  service: Service,
  call: ApiCall,
  metadataType: string,
  result: () => OperationResult | undefined,
): JsonObject {
  const id = String(FIRST_OPERATION_ID + BigInt(service.nextSequence()));
  const project = service.projects.numberOf(call.project) ?? call.project;
  const name = formatResourceName({ project, region: call.region, collection: "operations", id });
  const operation = { name, metadataType, version: call.version, createMs: service.clock.now(), result };
  service.operations.set(name, operation);
  return operationView(service, operation);
}

/** An operation as the API answers it now. @see https://google.aip.dev/151 */
export function operationView(service: Service, operation: Operation): JsonObject {
  const result = operation.result();
  const at = (ms: number): string => new Date(ms).toISOString();
  return {
    name: operation.name,
    metadata: {
      "@type": `type.googleapis.com/google.cloud.aiplatform.${operation.version}.${operation.metadataType}`,
      genericMetadata: { createTime: at(operation.createMs), updateTime: at(service.clock.now()) },
    },
    ...(result === undefined ? {} : { done: true, ...result }),
  };
}

const FIRST_OPERATION_ID = 2_000_000_000_000_000_000n;
