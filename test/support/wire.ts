import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

type Properties = Record<string, unknown>;
const structOf = (properties: Properties) => Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
const propertiesOf = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};

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

/** The dynamic provider process that the SDK ships, started as the engine starts it. */
export class ProviderProcess {
  /** Everything that the process has printed after its port: `pulumi up` shows it. */
  readonly printed: string[] = [];
  readonly exited: Promise<unknown>;
  /** What the engine says with each request; a real one always says it. */
  said: { readonly urn: string; readonly timeoutSeconds?: number } | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
  ) {
    this.exited = once(child, "exit");
  }

  /**
   * @param env - its environment; default: that of this process.
   * @param cwd - the folder of a project whose SDK it is; default: this repository.
   */
  static async start(
    engineAddress: string,
    env: NodeJS.ProcessEnv = process.env,
    cwd = process.cwd(),
  ): Promise<ProviderProcess> {
    const main = createRequire(join(cwd, "index.js")).resolve("@pulumi/pulumi/cmd/dynamic-provider");
    const child = spawn(process.execPath, [main, engineAddress], { stdio: ["ignore", "pipe", "pipe"], env, cwd });
    const lines = createInterface(child.stdout);
    const [port] = (await once(lines, "line")) as [string];
    const address = `127.0.0.1:${port}`;
    const started = new ProviderProcess(child, new ResourceProviderClient(address, grpc.credentials.createInsecure()));
    lines.on("line", (line) => started.printed.push(line));
    createInterface(child.stderr).on("line", (line) => started.printed.push(line));
    return started;
  }

  async configure(config: Record<string, string>): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(structOf(config));
    await this.call((done) => this.client.configure(request, done));
  }

  async check(olds: Properties, news: Properties) {
    const request = this.addressed(new messages.CheckRequest());
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    const response = await this.call<messages.CheckResponse>((done) => this.client.check(request, done));
    const failures = response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]);
    return { inputs: propertiesOf(response.getInputs()), failures };
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const request = this.addressed(new messages.DiffRequest());
    request.setId(id);
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    const response = await this.call<messages.DiffResponse>((done) => this.client.diff(request, done));
    const changes = response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME;
    return { changes, replaces: response.getReplacesList() };
  }

  async create(inputs: Properties) {
    const request = this.addressed(new messages.CreateRequest());
    request.setProperties(structOf(inputs));
    const response = await this.call<messages.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), outs: propertiesOf(response.getProperties()) };
  }

  async read(id: string, outputs: Properties) {
    const request = this.addressed(new messages.ReadRequest());
    request.setId(id);
    request.setProperties(structOf(outputs));
    const response = await this.call<messages.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      outs: propertiesOf(response.getProperties()),
      inputs: propertiesOf(response.getInputs()),
    };
  }

  async update(id: string, olds: Properties, news: Properties) {
    const request = this.addressed(new messages.UpdateRequest());
    request.setId(id);
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    const response = await this.call<messages.UpdateResponse>((done) => this.client.update(request, done));
    return { outs: propertiesOf(response.getProperties()) };
  }

  async delete(id: string, outputs: Properties): Promise<void> {
    const request = this.addressed(new messages.DeleteRequest());
    request.setId(id);
    request.setProperties(structOf(outputs));
    await this.call((done) => this.client.delete(request, done));
  }

  /** Ends the process, if it has not ended by itself. */
  async stop(): Promise<void> {
    this.client.close();
    this.child.kill("SIGKILL");
    if (this.child.exitCode === null && this.child.signalCode === null) await this.exited;
  }

  private addressed<Request extends { setUrn(urn: string): unknown; setTimeout?(seconds: number): unknown }>(
    request: Request,
  ): Request {
    if (this.said) request.setUrn(this.said.urn);
    if (this.said?.timeoutSeconds) request.setTimeout?.(this.said.timeoutSeconds);
    return request;
  }

  private call<Response>(
    send: (done: (error: grpc.ServiceError | null, response: Response) => void) => void,
  ): Promise<Response> {
    return new Promise((resolve, reject) => send((error, response) => (error ? reject(error) : resolve(response))));
  }
}

/** What a failed create or update leaves for the state, by the detail that the SDK attaches to the error. */
export function initFailure(error: unknown): { id: string; reasons: string[]; outs: Properties } | undefined {
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
