import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { settled, withMockedProgram } from "../support/mockedProgram";

class Component extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Component", name, {}, opts);
  }
}

class OtherProvider extends pulumi.ProviderResource {}

type Declare = (name: string, opts?: pulumi.CustomResourceOptions, gcpProvider?: gcp.Provider) => pulumi.CustomResource;

for (const [type, declare] of Object.entries<Declare>({
  PipelineJobCancellation: (name, opts, gcpProvider) =>
    new PipelineJobCancellation(name, { pipelineJobId: "a", ...(gcpProvider && { gcpProvider }) }, opts),
  JobSweep: (name, opts, gcpProvider) =>
    new JobSweep(name, { selector: { allJobs: true }, ...(gcpProvider && { gcpProvider }) }, opts),
})) {
  describe(`the Google provider of a ${type}`, () => {
    const registered = withMockedProgram(() => "id-1", {});
    const google = (project: string) => new gcp.Provider(project, { project });
    const other = (pkg: string) => new OtherProvider(pkg, `${pkg}-of-${type}`, {});
    let count = 0;
    /** What the engine gets of a resource with such options. */
    const registeredWith = async (opts?: pulumi.CustomResourceOptions, gcpProvider?: gcp.Provider) => {
      count += 1;
      const name = `${type}-${count}`;
      await settled(declare(name, opts, gcpProvider).urn);
      const found = registered().find((args) => args.name === name);
      return { project: found?.inputs.gcpProvider?.value.project, provider: found?.provider };
    };

    const ways: Record<string, () => pulumi.CustomResourceOptions> = {
      "its own provider option": () => ({ provider: google("theirs") }),
      "the list of providers of its component": () => ({
        parent: new Component("list", { providers: [other("random"), google("theirs")] }),
      }),
      "the map of providers of its component": () => ({
        parent: new Component("map", { providers: { gcp: google("theirs") } }),
      }),
      "the provider option of its component": () => ({ parent: new Component("one", { provider: google("theirs") }) }),
      "the parent of its component": () => ({
        parent: new Component("inner", { parent: new Component("outer", { providers: [google("theirs")] }) }),
      }),
    };
    for (const [title, optionsOf] of Object.entries(ways)) {
      it(`comes from ${title} and reaches the engine only as settings`, async () => {
        assert.deepEqual(await registeredWith(optionsOf()), { project: "theirs", provider: "" });
      });
    }

    it("comes from the argument gcpProvider rather than from an option", async () => {
      const opts = { provider: google("option"), parent: new Component("before", { provider: google("inherited") }) };
      assert.deepEqual(await registeredWith(opts, google("argument")), { project: "argument", provider: "" });
    });

    it("comes from its own option rather than from its component", async () => {
      const opts = { provider: google("option"), parent: new Component("before-2", { provider: google("inherited") }) };
      assert.equal((await registeredWith(opts)).project, "option");
    });

    it("is undefined when no option names one", async () => {
      assert.deepEqual(await registeredWith({ parent: new Component("plain") }), { project: undefined, provider: "" });
      assert.deepEqual(await registeredWith(), { project: undefined, provider: "" });
    });

    it("is undefined when its component has only providers of other packages", async () => {
      const parent = new Component("others", { providers: [other("aws")] });
      assert.deepEqual(await registeredWith({ parent }), { project: undefined, provider: "" });
    });

    it("does not replace a provider of dynamic resources", async () => {
      const { provider, project } = await registeredWith({ provider: other("pulumi-nodejs") });
      assert.match(String(provider), /pulumi:providers:pulumi-nodejs::/);
      assert.equal(project, undefined);
    });

    it("cannot be a provider of another package", () => {
      assert.throws(() => declare("wrong", { provider: other("aws-native") }), {
        message:
          `${type} wrong cannot use the provider of aws-native: ` +
          "remove the option provider, or give a provider of @pulumi/gcp",
      });
    });

    it("prints nothing under mocks", async () => {
      const printed: unknown[] = [];
      const { log } = console;
      console.log = (...texts) => void printed.push(texts);
      try {
        await registeredWith({ parent: new Component("silent", { provider: google("theirs") }) });
      } finally {
        console.log = log;
      }
      assert.deepEqual(printed, []);
    });
  });
}
