import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { Infrastructure } from "../support/infrastructure";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const JOB = { ...PLACE, pipelineJobId: "a" };
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe('PipelineJobCancellation with cancelOn: ["delete"]', function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  before(() => {
    fake().addPipelineJob({ ...JOB, state: "PIPELINE_STATE_PENDING" });
    stack().program = async () => {
      const network = new Infrastructure("network", `${fake().url}/network`);
      new PipelineJobCancellation("job", { name: NAME, cancelOn: ["delete"] }, { dependsOn: network });
    };
  });
  beforeEach(() => fake().clearRequests());

  const requests = () => fake().requests.map(({ method, path }) => `${method} ${path}`);

  it("reads the job once on up and leaves it running", async () => {
    await stack().up();
    assert.deepEqual(calls(fake()), ["pipelineJobs.get"]);
    const { outcome, state } = (await stack().recorded("job")).outputs;
    assert.deepEqual([outcome, state], ["DEFERRED", "PIPELINE_STATE_PENDING"]);
  });

  it("reports no drift when the job changes its state by itself", async () => {
    fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
    await stack().refresh();
    assert.equal((await stack().recorded("job")).outputs.state, "PIPELINE_STATE_RUNNING");
    fake().clearRequests();
    assert.deepEqual((await stack().up()).changes, { same: 3 });
    assert.deepEqual(calls(fake()), []);
  });

  it("stops the job on destroy before its dependency is deleted", async () => {
    fake().addPipelineJob({ ...JOB, timeToCancelMs: 1_500 });
    const { output } = await stack().destroy();
    assert.equal(requests()[1], `POST /v1/${NAME}:cancel`);
    assert.equal(requests().at(-1), "DELETE /network");
    assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
    assert.match(output, /PipelineJobCancellation job deleting \(\d+s\) PIPELINE_STATE_/);
  });

  it("shows on its row that a destroy with refresh will stop the job", async () => {
    fake().addPipelineJob(JOB);
    await stack().up();
    const run = await stack().destroy({ refresh: true });
    assert.deepEqual(run.messages("info"), ["PIPELINE_STATE_RUNNING: `pulumi destroy` will stop it"]);
    assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("does not delay destroy when the job has been deleted", async () => {
    fake().addPipelineJob(JOB);
    await stack().up();
    fake().removePipelineJob(NAME);
    fake().clearRequests();
    await stack().destroy();
    assert.deepEqual(requests(), [`GET /v1/${NAME}`, "DELETE /network"]);
  });

  it("stops the job when the resource is removed from the program", async () => {
    fake().addPipelineJob(JOB);
    await stack().up();
    stack().program = async () => {};
    await stack().up();
    assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("fails on up when the job does not exist", async () => {
    stack().program = async () => {
      new PipelineJobCancellation("job", { pipelineJobId: "misspelt", cancelOn: ["delete"] });
    };
    const { output } = await stack().fails("up");
    assert.match(output, /pipelineJobs\/misspelt/);
    assert.deepEqual(calls(fake()), ["pipelineJobs.get"]);
  });
});
