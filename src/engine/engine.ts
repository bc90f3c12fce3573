import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { LogEntry } from "../provider/progress";
import { grpc } from "./sdkModules";

/** The engine that started this provider process, over the gRPC service that it offers to its plugins. */
export class Engine {
  private readonly client: EngineClient;
  private reached = false;

  /** @param address - host and port of the engine: the last argument of a provider process. */
  constructor(address: string) {
    this.client = new EngineClient(address, grpc.credentials.createInsecure());
    this.client.waitForReady(Number.POSITIVE_INFINITY, (error) => {
      this.reached = !error;
    });
  }

  /** Shows a message. Never fails: what is only told must not stop what is done. */
  log(entry: LogEntry): Promise<void> {
    const request = new LogRequest();
    request.setSeverity(entry.severity === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
    request.setMessage(entry.message);
    request.setUrn(entry.urn);
    request.setEphemeral(entry.ephemeral);
    return new Promise((resolve) => {
      const deadline = Date.now() + LOG_TIMEOUT_MS;
      this.client.log(request, new grpc.Metadata(), { deadline }, () => resolve());
    });
  }

  /** Whether the engine was there once: a process that is tried out by hand may have none. */
  get wasReached(): boolean {
    return this.reached;
  }

  /** Waits until the engine is there again, if it was there once and is not now. */
  async back(): Promise<void> {
    if (!this.reached || this.isConnected) return;
    await new Promise<void>((resolve) => this.client.waitForReady(Number.POSITIVE_INFINITY, () => resolve()));
  }

  /** Whether the engine is there now; asks for a connection where there is none. */
  get isConnected(): boolean {
    return this.client.getChannel().getConnectivityState(true) === grpc.connectivityState.READY;
  }
}

/** How long a message to the engine may take, in milliseconds. */
const LOG_TIMEOUT_MS = 2_000;
