import assert from "node:assert/strict";
import { JOB, useFake } from "./useFake";

describe("FakeVertexAi.setScheduleState", () => {
  const under = useFake();
  const addSchedule = () =>
    under.fake.addSchedule({
      ...{ project: "p", region: "us-central1", cron: "* * * * *" },
      pipelineJob: { pipelineSpec: {}, runtimeConfig: { gcsOutputDirectory: "gs://b" } },
    });

  it("pauses, completes and resumes a schedule", async () => {
    const name = addSchedule();
    for (const state of ["PAUSED", "COMPLETED"] as const) {
      under.fake.setScheduleState(name, state);
      assert.equal((await under.get(name)).json.state, state);
      under.clock.advance(120_000);
      assert.deepEqual(await under.list(), []);
    }
    under.fake.setScheduleState(name, "ACTIVE");
    under.clock.advance(60_000);
    assert.equal((await under.list()).length, 1);
  });

  it("throws for a schedule that is not there", () => {
    const name = addSchedule();
    under.fake.removeSchedule(name);
    under.fake.removeSchedule(name);
    assert.throws(() => under.fake.setScheduleState(name, "PAUSED"), /has no Schedule/);
  });
});

describe("FakeVertexAi.setPipelineJobLabels", () => {
  const under = useFake({ timeToCancelMs: 1_000 });

  it("gives a job other labels and leaves it on its way", async () => {
    const name = under.fake.addPipelineJob({ ...JOB, labels: { team: "a" } });
    await under.post(`${name}:cancel`);
    under.fake.setPipelineJobLabels(name, { keep: "yes" });
    assert.deepEqual(await under.list({ filter: "labels.keep=yes" }), ["a"]);
    assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLING");
    under.clock.advance(1_000);
    assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("throws for a job that is not there", () => {
    assert.throws(
      () => under.fake.setPipelineJobLabels("projects/p/locations/r/pipelineJobs/x", {}),
      /has no job projects\/p\//,
    );
  });
});
