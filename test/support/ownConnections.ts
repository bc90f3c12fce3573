import * as runtime from "@pulumi/pulumi/runtime";

/**
 * Lets every inline program connect to its engine anew. All of them run in this process, where gRPC shares connections
 * by address, and the SDK leaves one behind whenever a program fails: an engine that got the port of an earlier one was
 * taken for that one, which is gone, and the program ended without a word and without its resources.
 *
 * @throws Error when the SDK keeps its options elsewhere.
 */
export function useOwnConnections(): void {
  const { grpcClientOptions } = runtime as { readonly grpcClientOptions?: object };
  if (!grpcClientOptions) throw new Error("the Pulumi SDK has no grpcClientOptions any more: see useOwnConnections");
  Object.assign(grpcClientOptions, { "grpc.use_local_subchannel_pool": 1 });
}
