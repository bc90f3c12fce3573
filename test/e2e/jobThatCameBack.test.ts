import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const JOB = { ...PLACE, pipelineJobId: "a" };

describe("a stopped job that is launched again with the same name", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  before(async () => {
    fake().addPipelineJob(JOB);
    stack().program = async () => {
      new PipelineJobCancellation("job", { pipelineJobId: JOB.pipelineJobId });
    };
    await stack().up();
    fake().addPipelineJob(JOB);
  });
  beforeEach(() => fake().clearRequests());

  it("is ignored by an up without a refresh", async () => {
    const { changes } = await stack().up();
    assert.deepEqual(changes, { same: 2 });
    assert.deepEqual(calls(fake()), []);
  });

  it("is detected by a refresh, which sends no cancel", async () => {
    const run = await stack().refresh();
    assert.deepEqual(calls(fake()), ["pipelineJobs.get"]);
    assert.deepEqual(run.messages("info"), ["PIPELINE_STATE_RUNNING: the next `pulumi up` stops it"]);
    const { inputs, outputs } = await stack().recorded("job");
    assert.equal(inputs.desiredState, "ACTIVE: PIPELINE_STATE_RUNNING");
    assert.equal(outputs.state, "PIPELINE_STATE_RUNNING");
    assert.equal(outputs.outcome, undefined);
  });

  it("appears in the preview as a change of desiredState", async () => {
    const { steps, output } = await stack().preview({ diff: true });
    assert.deepEqual(steps, ["update job"]);
    assert.match(output, /~ desiredState +: "ACTIVE: PIPELINE_STATE_RUNNING" => "STOPPED"/);
    assert.deepEqual(calls(fake()), []);
  });

  it("is stopped by the next up", async () => {
    const { steps } = await stack().up();
    assert.deepEqual(steps, ["update job"]);
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
    const { inputs, outputs } = await stack().recorded("job");
    assert.equal(inputs.desiredState, "STOPPED");
    assert.equal(outputs.outcome, "CANCELLED");
  });

  it("causes no further change", async () => {
    assert.deepEqual((await stack().refresh()).changes, { same: 2 });
    assert.deepEqual((await stack().up()).changes, { same: 2 });
  });
});
