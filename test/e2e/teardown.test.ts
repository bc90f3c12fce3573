import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { Infrastructure } from "../support/infrastructure";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const JOB = { ...PLACE, pipelineJobId: "a" };
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe('a job that is to be stopped on destroy: cancelOn: ["delete"]', function () {
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

  it("is looked at once by up, and left running", async () => {
    await stack().up();
    assert.deepEqual(calls(fake()), ["pipelineJobs.get"]);
    const { outcome, state } = (await stack().recorded("job")).outputs;
    assert.deepEqual([outcome, state], ["DEFERRED", "PIPELINE_STATE_PENDING"]);
  });

  it("may move: that is no drift", async () => {
    fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
    await stack().refresh();
    assert.equal((await stack().recorded("job")).outputs.state, "PIPELINE_STATE_RUNNING");
    fake().clearRequests();
    assert.deepEqual((await stack().up()).changes, { same: 3 });
    assert.deepEqual(calls(fake()), []);
  });

  it("is stopped by destroy before what it depends on goes", async () => {
    fake().addPipelineJob({ ...JOB, timeToCancelMs: 1_500 });
    const { output } = await stack().destroy();
    assert.equal(requests()[1], `POST /v1/${NAME}:cancel`);
    assert.equal(requests().at(-1), "DELETE /network");
    assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
    assert.match(output, /PipelineJobCancellation job deleting \(\d+s\) PIPELINE_STATE_/);
  });

  it("is announced on its row by a destroy that refreshes", async () => {
    fake().addPipelineJob(JOB);
    await stack().up();
    const run = await stack().destroy({ refresh: true });
    assert.deepEqual(run.messages("info"), ["PIPELINE_STATE_RUNNING: `pulumi destroy` will stop it"]);
    assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("holds nothing up when it was deleted meanwhile", async () => {
    fake().addPipelineJob(JOB);
    await stack().up();
    fake().removePipelineJob(NAME);
    fake().clearRequests();
    await stack().destroy();
    assert.deepEqual(requests(), [`GET /v1/${NAME}`, "DELETE /network"]);
  });

  it("is stopped when its resource is removed from the program", async () => {
    fake().addPipelineJob(JOB);
    await stack().up();
    stack().program = async () => {};
    await stack().up();
    assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("shows at up when it does not exist, and not at teardown only", async () => {
    stack().program = async () => {
      new PipelineJobCancellation("job", { pipelineJobId: "misspelt", cancelOn: ["delete"] });
    };
    const { output } = await stack().fails("up");
    assert.match(output, /pipelineJobs\/misspelt/);
    assert.deepEqual(calls(fake()), ["pipelineJobs.get"]);
  });
});
