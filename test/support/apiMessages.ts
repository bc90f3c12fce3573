import type { Enum } from "protobufjs";
import { messageType } from "../clients/apiProtos";

/** What Google's proto says of a kind of jobs. */
export interface ApiMessage {
  /** Names of its fields, in JSON. */
  readonly fields: readonly string[];
  /** Names of the values of its state's enum. */
  readonly states: readonly string[];
}

/** Reads the message of a collection, such as `CustomJob` of `customJobs`. */
export function readMessage(collection: string): ApiMessage {
  const typeName = collection.charAt(0).toUpperCase() + collection.slice(1, -1);
  const type = messageType(`google.cloud.aiplatform.v1beta1.${typeName}`);
  const state = type.fields.state?.resolve().resolvedType as Enum | undefined;
  return { fields: Object.keys(type.fields), states: Object.keys(state?.values ?? {}) };
}
