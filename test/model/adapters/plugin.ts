import assert from "node:assert/strict";
import type { Metadata } from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { Struct } from "../../../src/engine/sdkModules";
import { ResourceProvider } from "../../../src/plugin/resourceProvider";
import { argsOf, typeOf } from "../program";
import type { Adapter, Checked, Difference, KnownResource, Properties, Resource, Surroundings } from "./adapter";

const { DIFF_SOME } = messages.DiffResponse.DiffChanges;
const { ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;

const HIDDEN_INPUTS = ["__provider", "__progressUrn", "__dryRun", "__defaults"];

/** What every request for an operation on a resource says. */
interface ResourceMessage {
  setUrn(urn: string): unknown;
  setName(name: string): unknown;
  setType(type: string): unknown;
}

/** Resources of a program in any language: the engine calls the plugin, here without a socket between. */
export class PluginAdapter implements Adapter {
  readonly supportsPreview: boolean;
  private readonly provider: ResourceProvider;
  private readonly timeoutSeconds: number;
  private readonly over = new AbortController();

  constructor({ connect, log, timeoutSeconds }: Surroundings) {
    const vertexAi = connect(this.over.signal);
    this.provider = new ResourceProvider({ connect: () => vertexAi, log });
    this.timeoutSeconds = timeoutSeconds;
    const request = new messages.ConfigureRequest();
    request.setArgs(structOf({ project: "p", region: "us-central1" }));
    this.supportsPreview = this.provider.configure(request).getSupportspreview();
  }

  async check(resource: Resource, olds: Properties): Promise<Checked> {
    const request = about(resource, new messages.CheckRequest());
    request.setOlds(structOf(olds));
    request.setNews(structOf(argsOf(resource.plan)));
    const response = await answered(this.provider.check(request));
    const failures = response.getFailuresList().map((failure) => failure.toObject());
    return { inputs: recordable(response.getInputs()), failures };
  }

  async diff(resource: Resource, before: KnownResource, news: Properties): Promise<Difference> {
    const request = about(resource, new messages.DiffRequest());
    request.setId(before.id);
    request.setOlds(structOf(before.outs));
    request.setOldInputs(structOf(before.inputs));
    request.setNews(structOf(news));
    return differenceOf(await answered(this.provider.diff(request)));
  }

  async create(resource: Resource, inputs: Properties, isPreview: boolean): Promise<{ id: string; outs: Properties }> {
    const request = about(resource, new messages.CreateRequest());
    request.setProperties(structOf(inputs));
    request.setPreview(isPreview);
    request.setTimeout(this.timeoutSeconds);
    const response = await answered(this.provider.create(request));
    return { id: response.getId(), outs: recordable(response.getProperties()) };
  }

  async read(before: KnownResource): Promise<{ props: Properties; inputs: Properties }> {
    const request = about(before, new messages.ReadRequest());
    request.setId(before.id);
    request.setProperties(structOf(before.outs));
    request.setInputs(structOf(before.inputs));
    const response = await answered(this.provider.read(request));
    assert.equal(response.getId(), before.id, "a refresh keeps the resource");
    return { props: recordable(response.getProperties()), inputs: recordable(response.getInputs()) };
  }

  async update(
    resource: Resource,
    before: KnownResource,
    news: Properties,
    isPreview: boolean,
  ): Promise<{ outs: Properties }> {
    const request = about(resource, new messages.UpdateRequest());
    request.setId(before.id);
    request.setOlds(structOf(before.outs));
    request.setOldInputs(structOf(before.inputs));
    request.setNews(structOf(news));
    request.setPreview(isPreview);
    request.setTimeout(this.timeoutSeconds);
    return { outs: recordable((await answered(this.provider.update(request))).getProperties()) };
  }

  async delete(before: KnownResource): Promise<void> {
    const request = about(before, new messages.DeleteRequest());
    request.setId(before.id);
    request.setProperties(structOf(before.outs));
    request.setOldInputs(structOf(before.inputs));
    request.setTimeout(this.timeoutSeconds);
    await answered(this.provider.delete(request));
  }

  cancel(): boolean {
    this.over.abort();
    return true;
  }
}

function about<Message extends ResourceMessage>({ name, plan }: Resource, request: Message): Message {
  const type = `vertex-jobs:index:${typeOf(plan)}`;
  request.setUrn(`urn:pulumi:s::p::${type}::${name}`);
  request.setName(name);
  request.setType(type);
  return request;
}

function structOf(properties: Properties): StructMessage {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

function recordable(struct: StructMessage | undefined): Properties {
  const properties: Properties = struct?.toJavaScript() ?? {};
  const hidden = HIDDEN_INPUTS.filter((key) => key in properties);
  assert.deepEqual(hidden, [], "hidden inputs belong to dynamic resources alone");
  return properties;
}

/** What a preview shows comes from the paths; what the engine does comes from the rest. Both must say the same. */
function differenceOf(response: messages.DiffResponse): Difference {
  const changes = response.getChanges() === DIFF_SOME;
  const replaces = response.getReplacesList();
  const paths = [...response.getDetaileddiffMap().entries()] as [string, messages.PropertyDiff][];
  const replacing = paths.filter(([, path]) => [ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE].includes(path.getKind()));
  assert.equal(paths.length > 0, changes, "a change has paths");
  assert.deepEqual(topLevel(replacing.map(([path]) => path)), topLevel(replaces), "what replaces has paths that do");
  assert.deepEqual(topLevel(paths.map(([path]) => path)), topLevel(response.getDiffsList()), "what differs has paths");
  return { changes, replaces };
}

function topLevel(paths: readonly string[]): string[] {
  return [...new Set(paths.map((path) => /^\w+/.exec(path)?.[0] ?? path))].sort();
}

/** Awaits an answer; what it fails with becomes an error as the engine makes it of gRPC's. */
async function answered<Response>(response: Promise<Response>): Promise<Response> {
  try {
    return await response;
  } catch (failure) {
    const { details, metadata } = failure as { details: string; metadata?: Metadata };
    const [status] = metadata?.get("grpc-status-details-bin") ?? [];
    throw Object.assign(new Error(details), status === undefined ? {} : partialFailureOf(Buffer.from(status), details));
  }
}

function partialFailureOf(status: Buffer, details: string): { id: string; properties: Properties } {
  const [detail] = Status.deserializeBinary(status).getDetailsList();
  const failed = detail?.unpack(
    messages.ErrorResourceInitFailed.deserializeBinary,
    "pulumirpc.ErrorResourceInitFailed",
  );
  assert.ok(failed, "a partial failure says what is to be recorded");
  assert.deepEqual(failed.getReasonsList(), [details], "a partial failure has its reason");
  return { id: failed.getId(), properties: recordable(failed.getProperties()) };
}
