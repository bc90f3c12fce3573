import assert from "node:assert/strict";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

describe("pulumi import of a job", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ yaml: { resources: {} }, fake: { timeToCancelMs: 0 } });
  let job: string;

  before(() => {
    job = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
  });
  beforeEach(() => fake().clearRequests());

  for (const type of ["PipelineJobCancellation", "JobCancellation"]) {
    it(`reads the job once as a ${type}, and writes the program for it`, async () => {
      const code = await stack().import(`vertex-jobs:index:${type}`, type, job);
      assert.match(code, new RegExp(`type: vertex-jobs:${type}\\s+properties:\\s+name: ${job}\\s*$`));
      assert.deepEqual(new Set(calls(fake())), new Set(["pipelineJobs.get"]));
      assert.equal((await stack().recorded(type)).outputs.state, "PIPELINE_STATE_RUNNING");
    });
  }

  it("stops an imported job that runs on the next up, with one cancel", async () => {
    const properties = { name: job };
    stack().writeYaml({
      resources: {
        PipelineJobCancellation: { type: "vertex-jobs:PipelineJobCancellation", properties },
        JobCancellation: { type: "vertex-jobs:JobCancellation", properties },
      },
    });
    const { steps } = await stack().up();
    assert.deepEqual(steps.sort(), ["update JobCancellation", "update PipelineJobCancellation"]);
    assert.equal(fake().pipelineJob(job)?.state, "PIPELINE_STATE_CANCELLED");
    const { changes } = await stack().up();
    assert.deepEqual(changes, { same: 3 });
  });

  it("imports a job that runs by the resource option import, and stops it in the same up", async () => {
    const running = fake().addPipelineJob({ ...PLACE, pipelineJobId: "b" });
    const resource = {
      type: "vertex-jobs:JobCancellation",
      properties: { name: running },
      options: { import: running },
    };
    stack().writeYaml({ resources: { optional: resource } });
    await stack().up();
    assert.equal((await stack().recorded("optional")).outputs.outcome, "CANCELLED");
  });

  it("says that there is no such job", async () => {
    const missing = job.replace(/a$/, "missing");
    await assert.rejects(stack().import("vertex-jobs:index:JobCancellation", "missing", missing), /does not exist/);
  });

  it("refuses a sweep, and an id that is not a job's full name", async () => {
    await assert.rejects(stack().import("vertex-jobs:index:JobSweep", "sweep", "p"), /JobSweep can't be imported/);
    const [type, id] = ["vertex-jobs:index:PipelineJobCancellation", "a"];
    await assert.rejects(stack().import(type, "bad", id), /cannot import a: the id must have the form projects\//);
  });
});
