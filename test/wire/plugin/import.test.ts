import assert from "node:assert/strict";
import { KINDS } from "../../../src/vertex/kinds/kinds";
import { secret } from "../../support/wireProperties";
import { calls, PLACE, withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const PARENT = "projects/p/locations/us-central1";

describe("the import of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const run = withPlugin(fake);

  it("reads a pipeline job by its full name", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", state: "PIPELINE_STATE_SUCCEEDED" });
    const provider = run().about("PipelineJobCancellation");
    const { id, outs, inputs } = await provider.read(name, {});
    assert.deepEqual([id, inputs], [name, { name, desiredState: "STOPPED" }]);
    assert.deepEqual(
      [outs.project, outs.region, outs.pipelineJobId, outs.state, outs.outcome, outs.cancelOn],
      ["p", "us-central1", "a", "PIPELINE_STATE_SUCCEEDED", "ALREADY_TERMINAL", ["create"]],
    );
    const checked = await provider.check(inputs, { name });
    assert.equal((await provider.diff(id, outs, checked.inputs)).changes, false);
  });

  it("reads a job that runs, which the next update stops", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    const provider = run().about("PipelineJobCancellation");
    const { id, outs, inputs } = await provider.read(name, {});
    assert.equal(outs.state, "PIPELINE_STATE_RUNNING");
    assert.deepEqual(await provider.detailedDiff(id, outs, (await provider.check(inputs, { name })).inputs), {
      changes: true,
      replaces: [],
      diffs: ["desiredState"],
      paths: { desiredState: "UPDATE" },
    });
    const updated = await provider.update(id, outs, (await provider.check(inputs, { name })).inputs);
    assert.equal(updated.outs.outcome, "CANCELLED");
  });

  for (const { collection, terminalStates } of KINDS) {
    it(`reads one of the ${collection} by its full name`, async () => {
      const [state = ""] = terminalStates;
      const name = fake().addJob(collection, { ...PLACE, id: "1", state });
      const { id, outs, inputs } = await run().about("JobCancellation").read(name, {});
      assert.deepEqual([id, inputs.name, outs.name, outs.state], [name, name, name, state]);
    });
  }

  it("finds nothing where there is no such job", async () => {
    const read = await run().about("PipelineJobCancellation").read(`${PARENT}/pipelineJobs/a`, {});
    assert.deepEqual(read, { id: "", outs: {}, inputs: {} });
  });

  it("reads a resource by its id when a program gives only a part of its state", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", state: "PIPELINE_STATE_FAILED" });
    const { outs } = await run()
      .about("PipelineJobCancellation")
      .read(name, { name: secret(name) });
    assert.equal(outs.state, "PIPELINE_STATE_FAILED");
  });

  for (const [title, id, reason] of [
    ["an id that is not a full name", "a", /cannot import a: the id must have the form projects\/\{project\}/],
    ["another kind's job", `${PARENT}/customJobs/1`, /the id must have the form .*\/pipelineJobs\/\{pipelineJobId\}/],
    ["a location that is not a region", "projects/p/locations/global/pipelineJobs/a", /the id has the location global/],
  ] as const) {
    it(`refuses ${title}`, async () => {
      await assert.rejects(run().about("PipelineJobCancellation").read(id, {}), reason);
      assert.deepEqual(calls(fake()), []);
    });
  }

  it("refuses a sweep, which has nothing to be imported from", async () => {
    await assert.rejects(run().about("JobSweep").read("projects/p/jobSweeps/s", {}), /JobSweep can't be imported/);
  });
});
