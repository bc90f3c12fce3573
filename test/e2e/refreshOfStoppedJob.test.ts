import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

describe("the refresh of a job that is recorded as stopped", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  before(async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    stack().program = async () => {
      new PipelineJobCancellation("job", { name });
    };
    await stack().up();
  });

  const isAsItWas = async () => {
    const { state, outcome } = (await stack().recorded("job")).outputs;
    assert.deepEqual([state, outcome], ["PIPELINE_STATE_CANCELLED", "CANCELLED"]);
    fake().clearRequests();
    assert.deepEqual((await stack().up()).changes, { same: 2 });
    assert.deepEqual(calls(fake()), []);
  };

  it("warns and keeps the last known state when the API is disabled or the project no longer exists", async () => {
    const allow = fake().addFault({ fault: { status: 403, message: "Vertex AI API has been disabled." } });
    const [warning, ...others] = (await stack().refresh()).messages("warning");
    allow();
    assert.match(warning ?? "", /^kept as last known, PIPELINE_STATE_CANCELLED: .*pipelineJobs\/a/);
    assert.deepEqual(others, []);
    await isAsItWas();
  });

  it("keeps the last known state when the job has been deleted", async () => {
    fake().removePipelineJob("projects/p/locations/us-central1/pipelineJobs/a");
    await stack().refresh();
    await isAsItWas();
  });
});
