import type * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { type Properties, propertiesOf } from "./wireProperties";

/** What a partial failure leaves for the state. */
export interface InitFailure {
  readonly id: string;
  readonly reasons: string[];
  readonly outs: Properties;
}

/** What a failed create or update leaves for the state, by the detail of its error; `undefined` if it leaves nothing. */
export function initFailure(error: unknown): InitFailure | undefined {
  const [bytes] = (error as grpc.ServiceError).metadata?.get("grpc-status-details-bin") ?? [];
  if (!(bytes instanceof Buffer)) return undefined;
  const { Status } = require("@pulumi/pulumi/proto/status_pb") as {
    Status: { deserializeBinary(bytes: Uint8Array): StatusMessage };
  };
  const [detail] = Status.deserializeBinary(bytes).getDetailsList();
  if (!detail) return undefined;
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return { id: failed.getId(), reasons: failed.getReasonsList(), outs: propertiesOf(failed.getProperties()) };
}

interface StatusMessage {
  getDetailsList(): { getValue_asU8(): Uint8Array }[];
}
