import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

describe("a job with requireCancelled that succeeds before the cancel takes effect", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();
  let requireCancelled = true;

  before(() => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", winsRace: "PIPELINE_STATE_SUCCEEDED" });
    stack().program = async () => {
      new PipelineJobCancellation("job", { name, requireCancelled });
    };
  });

  const complaint = /pipelineJobs\/a ended PIPELINE_STATE_SUCCEEDED although its cancellation was asked for/;

  it("fails the up and is recorded as COMPLETED", async () => {
    const { output } = await stack().fails("up");
    assert.match(output, complaint);
    assert.equal((await stack().recorded("job")).outputs.outcome, "COMPLETED");
  });

  it("also fails the next up", async () => {
    assert.match((await stack().fails("up")).output, complaint);
  });

  it("still fails the up after a refresh", async () => {
    await stack().refresh();
    assert.match((await stack().fails("up")).output, complaint);
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });

  it("is accepted without an API call when requireCancelled is removed", async () => {
    fake().clearRequests();
    requireCancelled = false;
    assert.deepEqual((await stack().up()).steps, ["update job"]);
    assert.deepEqual(calls(fake()), []);
    assert.equal((await stack().recorded("job")).outputs.outcome, "COMPLETED");
    assert.deepEqual((await stack().up()).changes, { same: 2 });
  });

  it("does not prevent the resource from being destroyed", async () => {
    requireCancelled = true;
    await stack().fails("up");
    assert.deepEqual((await stack().destroy()).changes, { delete: 2 });
  });
});
