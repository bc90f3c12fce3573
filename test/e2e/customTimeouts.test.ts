import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { Infrastructure } from "../support/infrastructure";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

/** A transform that a user writes to give every resource less time. */
const hurry: pulumi.ResourceTransform = ({ props, opts }) => ({
  props,
  opts: pulumi.mergeOptions(opts, { customTimeouts: { create: "1s", update: "1s", delete: "1s" } }),
});

class Component extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("test:index:Component", name, {}, opts);
    declareBoth({ parent: this });
  }
}

function declareBoth(opts: pulumi.CustomResourceOptions): void {
  new PipelineJobCancellation("job", { pipelineJobId: "a", cancelOn: ["create", "delete"] }, opts);
  new JobSweep("sweep", { selector: { labels: { env: "pr-7" } } }, opts);
}

const ways: Record<string, () => void> = {
  "the constructor": () => declareBoth({ customTimeouts: { create: "1s", update: "1s", delete: "1s" } }),
  "a transform of the resource": () => declareBoth({ transforms: [hurry] }),
  "a transform of its component": () => void new Component("component", { transforms: [hurry] }),
  "a transform of the stack": () => {
    pulumi.runtime.registerResourceTransform(hurry);
    declareBoth({});
  },
};
for (const [title, declare] of Object.entries(ways)) {
  describe(`pulumi up with customTimeouts from ${title}`, function () {
    this.timeout(180_000);
    const { fake, stack } = withStack();

    it("times out after the given time on create and update", async () => {
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 3_600_000 });
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "b", timeToCancelMs: 3_600_000, labels: { env: "pr-7" } });
      stack().program = async () => declare();
      for (const _operation of ["create", "update"]) {
        const { output } = await stack().fails("up");
        const timedOut = [...output.matchAll(/timed out after (\S+) waiting for (\S+)/g)].map(([, time]) => time);
        assert.deepEqual(new Set(timedOut), new Set(["1s"]));
      }
    });
  });
}

for (const [title, opts] of Object.entries<pulumi.CustomResourceOptions>({
  "without customTimeouts": {},
  "with customTimeouts": { customTimeouts: { create: "5m" } },
})) {
  describe(`a resource ${title}`, function () {
    this.timeout(180_000);
    const { fake, stack } = withStack();

    it("records the dependencies of each input as the program declares them", async () => {
      const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
      stack().program = async () => {
        const source = new Infrastructure("source", `${fake().url}/source`);
        new PipelineJobCancellation("job", { name: source.id.apply(() => name) }, opts);
        new JobSweep("sweep", { selector: { labels: { env: source.id.apply(() => "pr-7") } } }, opts);
      };
      await stack().up();
      const { urn } = await stack().recorded("source");
      for (const [resource, input] of [
        ["job", "name"],
        ["sweep", "selector"],
      ] as const) {
        const { propertyDependencies = {} } = await stack().recorded(resource);
        const depending = Object.entries(propertyDependencies).filter(([, urns]) => (urns ?? []).length > 0);
        assert.deepEqual(depending, [[input, [urn]]]);
      }
    });
  });
}
