import assert from "node:assert/strict";
import { DynamicResource } from "../../../src/dynamic/dynamicResource";
import { DeclaredPauses } from "../../../src/provider/jobSweep/declaredPauses";
import { settingsOf } from "../../support/resourceDriver";
import { argsOf, RESOURCE_TYPES, typeOf } from "../program";
import type { Adapter, Checked, Difference, KnownResource, Properties, Resource, Surroundings } from "./adapter";

/** What stands for the provider's code, which the engine wants among the inputs and the outputs. */
const STUB = "stub";

/** Resources of a TypeScript program: the SDK's dynamic provider process calls the package. */
export class DynamicAdapter implements Adapter {
  /** The constructors tell the check of a preview. */
  readonly supportsPreview = false;
  private readonly resources: ReadonlyMap<string, DynamicResource>;

  constructor({ connect, log, timeoutSeconds }: Surroundings) {
    const vertexAi = connect(new AbortController().signal);
    const context = {
      settings: settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" }),
      connect: () => vertexAi,
      log,
      declaredPauses: new DeclaredPauses(),
    };
    const request = { urn: "", timeoutMs: timeoutSeconds * 1_000 };
    this.resources = new Map(RESOURCE_TYPES.map((type) => [type, new DynamicResource(type, context, request)]));
  }

  check(resource: Resource, olds: Properties, isPreview: boolean): Promise<Checked> {
    const hidden = { __provider: STUB, __progressUrn: `urn:pulumi:s::p::t::${resource.name}` };
    const given = { ...hidden, ...argsOf(resource.plan), ...(isPreview && { __dryRun: true }) };
    return this.of(resource).check(olds, given);
  }

  async diff(resource: Resource, { id, outs }: KnownResource, news: Properties): Promise<Difference> {
    return { replaces: [], ...(await this.of(resource).diff(id, outs, news)) };
  }

  async create(resource: Resource, inputs: Properties): Promise<{ id: string; outs: Properties }> {
    const { id, outs } = await this.of(resource).create(inputs);
    return { id, outs: recordable(outs) };
  }

  async read(before: KnownResource): Promise<{ props: Properties; inputs: Properties }> {
    const { props, inputs } = await this.of(before).read(before.id, before.outs);
    return { props: recordable(props), inputs: recordable(inputs) };
  }

  async update(resource: Resource, { id, outs }: KnownResource, news: Properties): Promise<{ outs: Properties }> {
    return { outs: recordable((await this.of(resource).update(id, outs, news)).outs) };
  }

  async delete(before: KnownResource): Promise<void> {
    await this.of(before).delete(before.id, before.outs);
  }

  /** The SDK's process does not pass it on. */
  cancel(): boolean {
    return false;
  }

  private of({ plan }: Resource): DynamicResource {
    const resource = this.resources.get(typeOf(plan));
    assert.ok(resource, "the resource has no class");
    return resource;
  }
}

function recordable(properties: Properties): Properties {
  assert.equal(properties.__provider, STUB, "the provider's code is in the state");
  assert.equal(properties.__dryRun, undefined, "a preview is in no state");
  return properties;
}
