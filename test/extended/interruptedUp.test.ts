import assert from "node:assert/strict";
import { once } from "node:events";
import { eventually } from "../support/eventually";
import { readyMadeProject } from "../support/projectFolder";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("an up that was interrupted with Ctrl-C while it waited", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({
    project: readyMadeProject,
    isInline: false,
    config: { "pulumi-vertex-pipeline-jobs:jobs[0]": NAME },
  });

  it("waits on until the job has stopped, and then says that it was interrupted", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 3_000 });
    const cli = stack().start("up");
    await eventually("the cancel", () => fake().requestsOf("pipelineJobs.cancel").length > 0);
    cli.kill("SIGINT");
    const [code] = await once(cli, "exit");
    assert.notEqual(code, 0);
    assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("has lost nothing: the stack is not locked, and the next up asks for no second cancel", async () => {
    await stack().up();
    const ended = { outcome: "CANCELLED", state: "PIPELINE_STATE_CANCELLED" };
    assert.deepEqual((await stack().outputs()).jobs?.value, { [NAME]: ended });
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });
});
