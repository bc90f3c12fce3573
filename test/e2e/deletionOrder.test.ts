import assert from "node:assert/strict";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { PipelineJobCancellation } from "../../src";
import { Infrastructure } from "../support/infrastructure";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

for (const [title, opts] of Object.entries<CustomResourceOptions>({
  "without customTimeouts": {},
  "with customTimeouts": { customTimeouts: { delete: "5m" } },
})) {
  describe(`PipelineJobCancellation ${title} whose job comes from a resource with deleteBeforeReplace`, function () {
    this.timeout(120_000);
    const { fake, stack } = withStack();
    let version = 1;

    it("stops the job before that resource is deleted", async () => {
      const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
      stack().program = async () => {
        const replaced = { deleteBeforeReplace: true, replaceOnChanges: ["url"] };
        const source = new Infrastructure("source", `${fake().url}/source/${version}`, replaced);
        new PipelineJobCancellation("job", { name: source.id.apply(() => name), cancelOn: ["delete"] }, opts);
      };
      await stack().up();
      version = 2;
      fake().clearRequests();
      await stack().up();
      const requests = fake().requests.map(({ method, path }) => `${method} ${path}`);
      const [cancelled, deleted] = [`POST /v1/${name}:cancel`, "DELETE /source/1"].map((wanted) =>
        requests.indexOf(wanted),
      );
      assert.ok(
        cancelled !== undefined && deleted !== undefined && cancelled >= 0 && cancelled < deleted,
        requests.join("\n"),
      );
    });
  });
}
