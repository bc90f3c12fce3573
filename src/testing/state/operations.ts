import type { ApiVersion } from "../messages/message";
import type { Clock } from "../time/clock";
import type { JsonObject } from "./json";
import { formatResourceName } from "./resourceName";

/** How an operation ended. */
export type OperationResult = { readonly response: JsonObject } | { readonly error: JsonObject };

/** What an operation is about. */
export interface OperationSpec {
  readonly projectNumber: string;
  readonly region: string;
  readonly version: ApiVersion;
  /** Message name of its metadata, such as `DeleteOperationMetadata`. */
  readonly metadataType: string;
  /** How it ended, or `undefined` while it is under way. */
  readonly result: () => OperationResult | undefined;
}

/** A long-running operation. */
interface Operation extends OperationSpec {
  readonly name: string;
  readonly createMs: number;
}

const FIRST_ID = 2_000_000_000_000_000_000n;

/** The long-running operations of a fake. @see https://google.aip.dev/151 */
export class Operations {
  readonly #byName = new Map<string, Operation>();

  constructor(private readonly clock: Clock) {}

  /** Starts an operation and answers it. */
  start(spec: OperationSpec): JsonObject {
    const id = String(FIRST_ID + BigInt(this.#byName.size + 1));
    const name = operationName(spec.projectNumber, spec.region, id);
    const operation = { ...spec, name, createMs: this.clock.now() };
    this.#byName.set(name, operation);
    return this.#view(operation);
  }

  /** An operation as the API answers it now; `undefined` if there is none of this name. */
  get(projectNumber: string, region: string, id: string): JsonObject | undefined {
    const operation = this.#byName.get(operationName(projectNumber, region, id));
    return operation && this.#view(operation);
  }

  #view({ name, version, metadataType, createMs, result }: Operation): JsonObject {
    const end = result();
    const at = (ms: number): string => new Date(ms).toISOString();
    return {
      name,
      metadata: {
        "@type": `type.googleapis.com/google.cloud.aiplatform.${version}.${metadataType}`,
        genericMetadata: { createTime: at(createMs), updateTime: at(this.clock.now()) },
      },
      ...(end === undefined ? {} : { done: true, ...end }),
    };
  }
}

function operationName(projectNumber: string, region: string, id: string): string {
  return formatResourceName({ project: projectNumber, region, collection: "operations", id });
}
