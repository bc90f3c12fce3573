import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { Infrastructure } from "../support/infrastructure";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

for (const [title, opts] of [
  ["a job whose name is an output of another resource", {}],
  ["a job with customTimeouts whose name is an output of another resource", { customTimeouts: { create: "5m" } }],
] as const)
  describe(title, function () {
    this.timeout(120_000);
    const { fake, stack } = withStack();

    before(() => {
      const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
      stack().program = async () => {
        const submission = new Infrastructure("submission", `${fake().url}/submission`);
        const args = { name: submission.id.apply(() => name), triggers: [submission.id] };
        new PipelineJobCancellation("job", { ...args, cancelOn: ["create", "delete"] }, opts);
      };
    });

    it("is previewed before its name is known", async () => {
      const { steps } = await stack().preview();
      assert.deepEqual(steps, ["create submission", "create job"]);
      assert.deepEqual(calls(fake()), []);
    });

    it("is stopped when its name is known", async () => {
      await stack().up();
      assert.equal((await stack().recorded("job")).outputs.outcome, "CANCELLED");
      assert.deepEqual((await stack().up()).changes, { same: 3 });
    });
  });
