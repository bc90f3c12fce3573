import assert from "node:assert/strict";
import { type CancelOn, PipelineJobCancellation } from "../../src";
import { installPackage, uninstallPackage } from "../support/projectFolder";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

describe("a resource that is removed from the program together with this package", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  const isRemovedAfter = async (cancelOn: CancelOn) => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    stack().program = async () => {
      new PipelineJobCancellation("job", { name, cancelOn: [cancelOn] });
    };
    await stack().up();
    uninstallPackage(stack().projectFolder);
    stack().program = async () => {};
    fake().clearRequests();
  };
  afterEach(() => installPackage(stack().projectFolder));

  it("is deleted without an API call when cancelOn contains only create", async () => {
    await isRemovedAfter("create");
    assert.deepEqual((await stack().up()).steps, ["delete job"]);
    assert.deepEqual(calls(fake()), []);
  });

  it("stays in the state and reports the missing package in one sentence when cancelOn contains delete", async () => {
    await isRemovedAfter("delete");
    const { output } = await stack().fails("up");
    assert.match(
      output,
      /cannot load pulumi-vertex-jobs in .*: Cannot find module .*\. Install it there; do not bundle it/,
    );
    assert.doesNotMatch(output, /^\s+at /m);
    assert.deepEqual(calls(fake()), []);
    assert.ok(await stack().recorded("job"));
  });
});
