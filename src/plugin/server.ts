import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty, grpc } from "../engine/sdkModules";
import type { EngineConnection } from "./engineConnection";
import { serviceErrorOf } from "./failures";
import { ResourceProvider } from "./resourceProvider";

/** The version and the schema of the plugin. */
export interface PluginDescription {
  readonly version: string;
  /** The package's schema, as JSON. */
  readonly schema: () => string;
}

/** States of stacks with many jobs are larger than gRPC's default. */
const UNLIMITED = -1;

/** The plugin, as it is served on loopback. */
export interface ServedPlugin {
  readonly port: number;
  /** Takes no more calls, and resolves when those that are under way have been answered. */
  close(): Promise<void>;
}

/** Serves the plugin on loopback. */
export async function serve(engine: EngineConnection, description: PluginDescription): Promise<ServedPlugin> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": UNLIMITED,
    "grpc.max_send_message_length": UNLIMITED,
  });
  server.addService(ResourceProviderService, methodsOf(engine, description));
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = grpc.ServerCredentials.createInsecure();
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { port, close: () => new Promise((resolve) => server.tryShutdown(() => resolve())) };
}

function methodsOf(engine: EngineConnection, { version, schema }: PluginDescription): UntypedServiceImplementation {
  const provider = new ResourceProvider(engine);
  return {
    handshake: answering((request: messages.ProviderHandshakeRequest) => {
      if (request.getEngineAddress()) engine.attach(request.getEngineAddress());
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),
    attach: answering((request: PluginAttach) => {
      engine.attach(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: answering(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getSchema: answering(() => {
      const response = new messages.GetSchemaResponse();
      response.setSchema(schema());
      return response;
    }),
    cancel: answering(() => {
      engine.cancel();
      return new Empty();
    }),
    checkConfig: answering(provider.checkConfig.bind(provider)),
    diffConfig: answering(provider.diffConfig.bind(provider)),
    configure: answering(provider.configure.bind(provider)),
    check: answering(provider.check.bind(provider)),
    diff: answering(provider.diff.bind(provider)),
    create: answering(provider.create.bind(provider)),
    read: answering(provider.read.bind(provider)),
    update: answering(provider.update.bind(provider)),
    delete: answering(async (request: messages.DeleteRequest) => {
      await provider.delete(request);
      return new Empty();
    }),
    invoke: answering(provider.invoke.bind(provider)),
  };
}

/** Answers a call with the result or the error of a method. */
function answering<Request, Response>(
  method: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return async ({ request }, callback) => {
    try {
      callback(null, await method(request));
    } catch (error) {
      // `ResourceProvider` has converted errors of resources already.
      callback(error instanceof Error ? serviceErrorOf(error) : (error as object));
    }
  };
}
