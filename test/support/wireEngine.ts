import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** An engine, as far as a provider process sees it: it takes messages. */
export class WireEngine {
  readonly told: { severity: "info" | "warning"; message: string; urn: string; ephemeral: boolean }[] = [];
  private readonly server = new grpc.Server();
  private port = 0;

  async start(): Promise<this> {
    this.server.addService(EngineService, {
      log: (call: grpc.ServerUnaryCall<LogRequest, Empty>, done: grpc.sendUnaryData<Empty>) => {
        const { request } = call;
        this.told.push({
          severity: request.getSeverity() === LogSeverity.WARNING ? "warning" : "info",
          message: request.getMessage(),
          urn: request.getUrn(),
          ephemeral: request.getEphemeral(),
        });
        done(null, new Empty());
      },
    } as unknown as grpc.UntypedServiceImplementation);
    const bind = this.server.bindAsync.bind(this.server);
    this.port = await new Promise((resolve, reject) =>
      bind("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    return this;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Goes as an engine goes that is killed: without a word. */
  kill(): void {
    this.server.forceShutdown();
  }
}
