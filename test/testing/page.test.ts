import assert from "node:assert/strict";
import { JOB, useFake } from "./useFake";

describe("FakeVertexAi page", () => {
  const under = useFake();

  it("is HTML that asks for its data", async () => {
    const { status, contentType, text } = await under.get("/");
    assert.deepEqual([status, contentType], [200, "text/html; charset=UTF-8"]);
    assert.match(text, /fetch\("\/_fake\/state"\)/);
  });

  it("shows jobs, schedules and requests, and is no request itself", async () => {
    const name = under.fake.addPipelineJob({ ...JOB, displayName: "training" });
    under.fake.addSchedule({ project: "p", region: "us-central1", scheduleId: "9" });
    await under.get(name);
    await under.get("/");
    const { json } = await under.get("/_fake/state");
    const time = "2026-01-01T00:00:00.000Z";
    const parent = "projects/123456789012/locations/us-central1";
    assert.deepEqual(json, {
      now: time,
      jobs: [
        {
          name: `${parent}/pipelineJobs/a`,
          displayName: "training",
          state: "PIPELINE_STATE_RUNNING",
          updateTime: time,
        },
      ],
      schedules: [
        {
          name: `${parent}/schedules/9`,
          cron: "0 * * * *",
          state: "ACTIVE",
          nextRunTime: "2026-01-01T01:00:00.000Z",
          startedRunCount: "",
        },
      ],
      requests: [{ time, method: "GET", path: `/v1/${name}`, status: 200 }],
    });
    assert.equal(under.fake.requests.length, 1);
  });
});
