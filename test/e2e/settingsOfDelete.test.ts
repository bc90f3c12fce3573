import assert from "node:assert/strict";
import type { CustomTimeouts } from "@pulumi/pulumi";
import { type CancelOn, PipelineJobCancellation } from "../../src";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const JOB = { ...PLACE, pipelineJobId: "a" };

describe("PipelineJobCancellation whose delete settings change after the job has stopped", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();
  let cancelOn: CancelOn[] = ["create"];
  let customTimeouts: CustomTimeouts = {};

  before(async () => {
    const name = fake().addPipelineJob(JOB);
    stack().program = async () => {
      new PipelineJobCancellation("job", { name, cancelOn }, { customTimeouts });
    };
    await stack().up();
  });
  beforeEach(() => fake().clearRequests());

  const upWithoutApiCall = async (steps: readonly string[]) => {
    assert.deepEqual((await stack().up()).steps, steps);
    assert.deepEqual(calls(fake()), []);
    assert.equal((await stack().recorded("job")).outputs.outcome, "CANCELLED");
  };

  it("records a change of cancelOn without an API call", async () => {
    cancelOn = ["create", "delete"];
    await upWithoutApiCall(["update job"]);
  });

  it("needs no update when customTimeouts.delete changes, because the engine stores it", async () => {
    customTimeouts = { delete: "1s" };
    await upWithoutApiCall([]);
  });

  it("stops a job that runs again on destroy and times out after customTimeouts.delete", async () => {
    const name = fake().addPipelineJob({ ...JOB, timeToCancelMs: Number.POSITIVE_INFINITY });
    const { output } = await stack().fails("destroy");
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
    assert.match(output, new RegExp(`timed out after 1s waiting for ${name}`));
    assert.match(
      output,
      /Run `pulumi destroy` again to resume the wait, or allow more time with customTimeouts\.delete/,
    );
    assert.match(
      output,
      /To remove the resource from the state without stopping anything: pulumi state delete 'urn:pulumi:.*::job'/,
    );
    assert.doesNotMatch(output, /^\s+at /m);
  });

  it("is destroyed without a second cancel when the job has stopped", async () => {
    fake().setPipelineJobState("projects/p/locations/us-central1/pipelineJobs/a", "PIPELINE_STATE_CANCELLED");
    assert.deepEqual((await stack().destroy()).changes, { delete: 2 });
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
  });
});
