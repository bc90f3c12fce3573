import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as AnyMessages from "google-protobuf/google/protobuf/any_pb";
import type * as EmptyMessages from "google-protobuf/google/protobuf/empty_pb";
import type * as StructMessages from "google-protobuf/google/protobuf/struct_pb";

/**
 * The SDK's own copies of its dependencies: gRPC refuses credentials that another copy of it has made. The executable of the
 * plugin has them bundled; its build replaces this file.
 */
const load = createRequire(require.resolve("@pulumi/pulumi/proto/engine_grpc_pb"));

export const grpc = load("@grpc/grpc-js") as typeof Grpc;
export const { Any } = load("google-protobuf/google/protobuf/any_pb.js") as typeof AnyMessages;
export const { Empty } = load("google-protobuf/google/protobuf/empty_pb.js") as typeof EmptyMessages;
export const { Struct } = load("google-protobuf/google/protobuf/struct_pb.js") as typeof StructMessages;
