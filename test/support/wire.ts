import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { repository } from "./repository";
import { type Properties, propertiesOf, structOf } from "./wireProperties";

/** What the engine says with a request. */
export interface SaidByEngine {
  readonly urn: string;
  readonly timeoutSeconds?: number;
  readonly isPreview?: boolean;
}

interface ResourceMessage {
  setUrn(urn: string): unknown;
  setTimeout?(seconds: number): unknown;
  setPreview?(isPreview: boolean): unknown;
}

const { Kind } = messages.PropertyDiff;
type KindName = keyof typeof Kind;

/** A process that serves resources, started and called as the engine does it. */
export class ProviderProcess {
  /** Everything that the process has printed after its port: `pulumi up` shows it. */
  readonly printed: string[] = [];
  readonly exited: Promise<unknown>;
  /** What the engine says with each request; a real one always says it. */
  said: SaidByEngine | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly client: ResourceProviderClient,
  ) {
    this.exited = once(child, "exit");
  }

  /**
   * Starts the dynamic provider process that the SDK ships.
   *
   * @param env - its environment; default: that of this process.
   * @param cwd - the folder of a project whose SDK it is; default: this repository.
   */
  static start(engineAddress: string, env = process.env, cwd = process.cwd()): Promise<ProviderProcess> {
    const main = createRequire(join(cwd, "index.js")).resolve("@pulumi/pulumi/cmd/dynamic-provider");
    return ProviderProcess.launch([main, engineAddress], env, cwd);
  }

  /**
   * Starts the plugin.
   *
   * @param engineAddress - `undefined` for a process that the engine attaches to.
   * @param env - its environment; default: that of this process.
   */
  static startPlugin(engineAddress: string | undefined, env = process.env): Promise<ProviderProcess> {
    const main = join(repository, "dist", "plugin", "command.js");
    return ProviderProcess.launch([main, ...(engineAddress === undefined ? [] : [engineAddress])], env, process.cwd());
  }

  private static async launch(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<ProviderProcess> {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env, cwd });
    const lines = createInterface(child.stdout);
    const [port] = (await once(lines, "line")) as [string];
    const address = `127.0.0.1:${port}`;
    const started = new ProviderProcess(child, new ResourceProviderClient(address, grpc.credentials.createInsecure()));
    lines.on("line", (line) => started.printed.push(line));
    createInterface(child.stderr).on("line", (line) => started.printed.push(line));
    return started;
  }

  /** @returns what the provider can do. */
  async handshake(engineAddress: string) {
    const request = new messages.ProviderHandshakeRequest();
    request.setEngineAddress(engineAddress);
    const response = await this.call<messages.ProviderHandshakeResponse>((done) =>
      this.client.handshake(request, done),
    );
    return { acceptsSecrets: response.getAcceptSecrets() };
  }

  async attach(engineAddress: string): Promise<void> {
    const request = new PluginAttach();
    request.setAddress(engineAddress);
    await this.call((done) => this.client.attach(request, done));
  }

  async schema(): Promise<Properties> {
    const request = new messages.GetSchemaRequest();
    const response = await this.call<messages.GetSchemaResponse>((done) => this.client.getSchema(request, done));
    return JSON.parse(response.getSchema()) as Properties;
  }

  async version(): Promise<string> {
    return (await this.call<PluginInfo>((done) => this.client.getPluginInfo(new Empty(), done))).getVersion();
  }

  /** @returns what the provider can do. */
  async configure(config: Properties) {
    const request = new messages.ConfigureRequest();
    request.setArgs(structOf(config));
    const response = await this.call<messages.ConfigureResponse>((done) => this.client.configure(request, done));
    return { acceptsSecrets: response.getAcceptsecrets(), supportsPreview: response.getSupportspreview() };
  }

  async checkConfig(news: Properties) {
    const request = new messages.CheckRequest();
    request.setNews(structOf(news));
    return checkedOf(await this.call((done) => this.client.checkConfig(request, done)));
  }

  async diffConfig(olds: Properties, news: Properties) {
    const request = new messages.DiffRequest();
    request.setOldInputs(structOf(olds));
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    return detailsOf(await this.call((done) => this.client.diffConfig(request, done)));
  }

  async check(olds: Properties, news: Properties) {
    const request = this.addressed(new messages.CheckRequest());
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    return checkedOf(await this.call((done) => this.client.check(request, done)));
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const { changes, replaces } = await this.detailedDiff(id, olds, news);
    return { changes, replaces };
  }

  /** A diff with the kind of each path that has changed. */
  async detailedDiff(id: string, olds: Properties, news: Properties) {
    const request = this.addressed(new messages.DiffRequest());
    request.setId(id);
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    return detailsOf(await this.call((done) => this.client.diff(request, done)));
  }

  async create(inputs: Properties) {
    const request = this.addressed(new messages.CreateRequest());
    request.setProperties(structOf(inputs));
    const response = await this.call<messages.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), outs: propertiesOf(response.getProperties()) };
  }

  async read(id: string, outputs: Properties, inputs: Properties = {}) {
    const request = this.addressed(new messages.ReadRequest());
    request.setId(id);
    request.setProperties(structOf(outputs));
    request.setInputs(structOf(inputs));
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

  async invoke(token: string, args: Properties) {
    const request = new messages.InvokeRequest();
    request.setTok(token);
    request.setArgs(structOf(args));
    const response = await this.call<messages.InvokeResponse>((done) => this.client.invoke(request, done));
    return { result: propertiesOf(response.getReturn()), failures: failuresOf(response) };
  }

  /** What the engine calls on Ctrl-C. */
  async cancel(): Promise<void> {
    await this.call((done) => this.client.cancel(new Empty(), done));
  }

  /** Ends the process, if it has not ended by itself. */
  async stop(): Promise<void> {
    this.client.close();
    this.child.kill("SIGKILL");
    if (this.child.exitCode === null && this.child.signalCode === null) await this.exited;
  }

  private addressed<Request extends ResourceMessage>(request: Request): Request {
    if (this.said) request.setUrn(this.said.urn);
    if (this.said?.timeoutSeconds) request.setTimeout?.(this.said.timeoutSeconds);
    if (this.said?.isPreview) request.setPreview?.(true);
    return request;
  }

  private call<Response>(
    send: (done: (error: grpc.ServiceError | null, response: Response) => void) => void,
  ): Promise<Response> {
    return new Promise((resolve, reject) => send((error, response) => (error ? reject(error) : resolve(response))));
  }
}

function failuresOf(response: { getFailuresList(): messages.CheckFailure[] }): string[][] {
  return response.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]);
}

function checkedOf(response: messages.CheckResponse) {
  return { inputs: propertiesOf(response.getInputs()), failures: failuresOf(response) };
}

function detailsOf(response: messages.DiffResponse) {
  const kinds = Object.keys(Kind) as KindName[];
  const paths: [string, KindName | undefined][] = [];
  response.getDetaileddiffMap().forEach((difference, path) => {
    paths.push([path, kinds.find((name) => Kind[name] === difference.getKind())]);
  });
  return {
    changes: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
    replaces: response.getReplacesList(),
    diffs: response.getDiffsList(),
    paths: Object.fromEntries(paths),
  };
}
