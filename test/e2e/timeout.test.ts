import assert from "node:assert/strict";
import type { CustomResourceOptions, CustomTimeouts, ResourceTransform, ResourceTransformation } from "@pulumi/pulumi";
import { PipelineJobCancellation } from "../../src";
import { eventually } from "../support/eventually";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const NEVER = Number.POSITIVE_INFINITY;
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("a wait that times out", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { timeToCancelMs: NEVER } });

  const stopping = (opts: CustomResourceOptions) => async () => {
    new PipelineJobCancellation("job", { name: NAME }, opts);
  };
  const cancelEndsMeanwhile = async () => {
    await eventually("a look at the job", () => calls(fake()).includes("pipelineJobs.get"));
    fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
  };

  beforeEach(() => {
    fake().clearRequests();
    stack().program = stopping({ customTimeouts: { create: "2s" } });
  });

  for (const { when, inBetween } of [
    { when: "the next up", inBetween: async () => {} },
    { when: "the next up after a refresh", inBetween: () => stack().refresh() },
  ]) {
    describe(`and is resumed by ${when}`, () => {
      before(() => void fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" }));
      after(() => stack().destroy());

      it("fails with the job, its last state, and the next step", async () => {
        const { output } = await stack().fails("up");
        assert.match(output, /timed out after 2s waiting for projects\/p\/locations\/us-central1\/pipelineJobs\/a/);
        assert.match(output, /last state PIPELINE_STATE_CANCELLING/);
        assert.match(
          output,
          /Run `pulumi up` again to resume the wait, or allow more time with customTimeouts\.create/,
        );
        assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
      });

      it("keeps the resource with its last known state", async () => {
        const { outputs, initErrors } = await stack().recorded("job");
        assert.equal(outputs.state, "PIPELINE_STATE_CANCELLING");
        assert.equal(outputs.previousState, "PIPELINE_STATE_RUNNING");
        assert.equal(initErrors?.length, 1);
      });

      it("ends CANCELLED without a second cancel", async () => {
        await inBetween();
        fake().clearRequests();
        const [{ steps }] = await Promise.all([stack().up(), cancelEndsMeanwhile()]);
        assert.deepEqual(steps, ["update job"]);
        assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
        const { outputs, initErrors } = await stack().recorded("job");
        assert.equal(outputs.outcome, "CANCELLED");
        assert.equal(outputs.previousState, "PIPELINE_STATE_RUNNING");
        assert.equal(initErrors, undefined);
        assert.deepEqual((await stack().up()).changes, { same: 2 });
      });
    });
  }

  describe("after a time that is set outside the resource", () => {
    const customTimeouts: CustomTimeouts = { create: "1s" };
    const transform: ResourceTransform = ({ props, opts }) => ({ props, opts: { ...opts, customTimeouts } });
    const transformation: ResourceTransformation = ({ props, opts }) => ({ props, opts: { ...opts, customTimeouts } });

    for (const [from, opts] of Object.entries({
      transforms: { transforms: [transform] },
      transformations: { transformations: [transformation] },
    })) {
      it(`uses customTimeouts from ${from}`, async () => {
        fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
        stack().program = stopping(opts);
        const { output } = await stack().fails("up");
        assert.match(output, /timed out after 1s/);
        await stack().destroy();
      });
    }
  });
});
