import assert from "node:assert/strict";
import { FakeVertexAi } from "../../src/testing";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi with listingLagMs", () => {
  const under = useFake({ listingLagMs: 2_000, timeToCancelMs: 1_000 });

  const stateListed = async () => {
    const { json } = await under.get(`${PARENT}/pipelineJobs`);
    return ((json.pipelineJobs ?? []) as { state: string }[]).map(({ state }) => state.replace("PIPELINE_STATE_", ""));
  };

  it("lists no job that is newer, and answers a get of it", async () => {
    const name = under.fake.addPipelineJob(JOB);
    under.clock.advance(1_999);
    assert.deepEqual(await under.list(), []);
    assert.equal((await under.get(name)).status, 200);
    under.clock.advance(1);
    assert.deepEqual(await under.list(), ["a"]);
  });

  it("lists the state that a job was in, which filters see too", async () => {
    const name = under.fake.addPipelineJob(JOB);
    under.clock.advance(5_000);
    await under.post(`${name}:cancel`);
    assert.deepEqual(await stateListed(), ["RUNNING"]);
    under.clock.advance(2_000);
    assert.deepEqual(await stateListed(), ["CANCELLING"]);
    assert.equal((await under.get(name)).json.state, "PIPELINE_STATE_CANCELLED");
    assert.deepEqual(await under.list({ filter: 'state="PIPELINE_STATE_CANCELLED"' }), []);
    assert.deepEqual(await under.list({ filter: 'state="PIPELINE_STATE_CANCELLING"' }), ["a"]);
  });

  it("lists a job that is gone until the lag has passed", async () => {
    const name = under.fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_SUCCEEDED" });
    under.clock.advance(5_000);
    await under.call("DELETE", name);
    assert.equal((await under.get(name)).status, 404);
    under.clock.advance(1_999);
    assert.deepEqual(await under.list(), ["a"]);
    under.clock.advance(1);
    assert.deepEqual(await under.list(), []);
  });

  it("lists the labels that a job had", async () => {
    const name = under.fake.addPipelineJob({ ...JOB, labels: { team: "a" } });
    under.clock.advance(5_000);
    under.fake.setPipelineJobLabels(name, { team: "b" });
    assert.deepEqual(await under.list({ filter: "labels.team=a" }), ["a"]);
    under.clock.advance(2_000);
    assert.deepEqual(await under.list({ filter: "labels.team=a" }), []);
    assert.deepEqual(await under.list({ filter: "labels.team=b" }), ["a"]);
  });

  it("lists a job as it was before another one was started under its name", async () => {
    under.fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_SUCCEEDED" });
    under.clock.advance(5_000);
    under.fake.addPipelineJob(JOB);
    assert.deepEqual(await stateListed(), ["SUCCEEDED"]);
    under.clock.advance(2_000);
    assert.deepEqual(await stateListed(), ["RUNNING"]);
  });

  it("tells by listedJobs what listings show, of jobs that are there, new, changed, and gone", async () => {
    const names = ["changed", "gone"].map((pipelineJobId) => under.fake.addPipelineJob({ ...JOB, pipelineJobId }));
    const states = () => under.fake.listedJobs.map(({ name, state }) => [String(name).split("/").at(-1), state]);
    under.clock.advance(5_000);
    under.fake.addPipelineJob({ ...JOB, pipelineJobId: "new" });
    under.fake.setJobState(String(names[0]), "PIPELINE_STATE_PAUSED");
    under.fake.removeJob(String(names[1]));
    assert.deepEqual(states(), [
      ["changed", "PIPELINE_STATE_RUNNING"],
      ["gone", "PIPELINE_STATE_RUNNING"],
    ]);
    under.clock.advance(2_000);
    assert.deepEqual(states(), [
      ["changed", "PIPELINE_STATE_PAUSED"],
      ["new", "PIPELINE_STATE_RUNNING"],
    ]);
  });

  it("refuses a lag that is not a length of time", async () => {
    for (const listingLagMs of [-1, Number.NaN]) {
      await assert.rejects(FakeVertexAi.start({ listingLagMs }), /listingLagMs is not a length of time/);
    }
  });
});
