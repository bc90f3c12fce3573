import assert from "node:assert/strict";
import { PipelineJobCancellation, type PipelineJobCancellationArgs } from "../../src";
import { PLACE } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

describe("PipelineJobCancellation that fails at the API", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();
  let output: string;
  let jobs: PipelineJobCancellationArgs[];

  before(async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "not-to-be-cancelled" });
    fake().addFault({ path: /denied$/, fault: { status: 403 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", path: "not-to-be-cancelled", fault: { status: 403 } });
    jobs = ["missing", "denied", "not-to-be-cancelled"].map((pipelineJobId) => ({ pipelineJobId }));
    stack().program = async () => {
      for (const job of jobs) new PipelineJobCancellation(String(job.pipelineJobId), job);
    };
    ({ output } = await stack().fails("up"));
  });

  it("names a missing job and suggests ignoreMissing", () => {
    assert.match(output, /p\/locations\/us-central1\/pipelineJobs\/missing.*set ignoreMissing/);
  });

  it("names the job and the missing permission when get is denied", () => {
    assert.match(output, /pipelineJobs\/denied.*\(needs aiplatform\.pipelineJobs\.get\).*Grant that permission/);
  });

  it("names the job, its state, and the missing permission when cancel is denied", () => {
    const expected =
      /pipelineJobs\/not-to-be-cancelled.*\(needs aiplatform\.pipelineJobs\.cancel\) \(last known: PIPELINE_STATE_RUNNING/;
    assert.match(output, expected);
  });

  it("records the known state and no resource whose job it cannot read", async () => {
    const { outputs } = await stack().recorded("not-to-be-cancelled");
    assert.equal(outputs.state, "PIPELINE_STATE_RUNNING");
    assert.equal(outputs.outcome, undefined);
    await assert.rejects(stack().recorded("denied"));
    await assert.rejects(stack().recorded("missing"));
  });

  it("prints no stack trace and no access token", () => {
    assert.doesNotMatch(output, /^\s+at /m);
    assert.doesNotMatch(output, new RegExp(ACCESS_TOKEN));
  });

  it("treats a missing job as stopped when ignoreMissing is set", async () => {
    jobs = [{ pipelineJobId: "missing", ignoreMissing: true }];
    await stack().up();
    assert.equal((await stack().recorded("missing")).outputs.outcome, "NOT_FOUND");
    assert.deepEqual((await stack().up()).changes, { same: 2 });
  });
});
