import assert from "node:assert/strict";
import type { JsonObject } from "../../src/testing";
import { PARENT, useFake } from "./useFake";

const HOUR_MS = 3_600_000;
const PLACE = { project: "p", region: "us-central1", scheduleId: "9" } as const;
const NAME = `${PARENT}/schedules/9`;

const SCHEDULE = {
  displayName: "nightly",
  cron: "0 * * * *",
  maxConcurrentRunCount: "1",
  createPipelineJobRequest: {
    parent: PARENT,
    pipelineJob: { displayName: "run", pipelineSpec: {}, labels: { team: "blue" } },
  },
};

describe("FakeVertexAi schedules", () => {
  // The clock of a fresh fake stands at midnight.
  const under = useFake();

  const runs = () => under.list({ orderBy: "create_time" });

  describe("create", () => {
    it("answers an active schedule with its next run", async () => {
      const { json } = await under.post(`${PARENT}/schedules`, SCHEDULE);
      const { name, ...rest } = json;
      assert.match(String(name), /^projects\/123456789012\/locations\/us-central1\/schedules\/[0-9]+$/);
      const midnight = "2026-01-01T00:00:00.000Z";
      const times = { createTime: midnight, updateTime: midnight, startTime: midnight };
      assert.deepEqual(rest, { ...SCHEDULE, ...times, state: "ACTIVE", nextRunTime: "2026-01-01T01:00:00.000Z" });
      assert.deepEqual((await under.get(String(name))).json, json);
    });

    for (const [problem, change] of [
      ["a display name", { displayName: undefined }],
      ["a cron line", { cron: undefined }],
      ["a limit of concurrent runs", { maxConcurrentRunCount: undefined }],
      ["a request", { createPipelineJobRequest: undefined }],
      ["a parent in its request", { createPipelineJobRequest: { pipelineJob: { pipelineSpec: {} } } }],
      ["a pipeline specification", { createPipelineJobRequest: { parent: PARENT, pipelineJob: {} } }],
      ["a cron line with five fields", { cron: "* * *" }],
      ["a cron line that makes sense", { cron: "99 * * * *" }],
      ["a time zone that exists", { cron: "TZ=Mars/Base 0 * * * *" }],
      ["an end after its start", { startTime: "2026-01-02T00:00:00Z", endTime: "2026-01-01T00:00:00Z" }],
    ] as const) {
      it(`refuses one without ${problem}`, async () => {
        const error = await under.errorOf(under.post(`${PARENT}/schedules`, { ...SCHEDULE, ...change }));
        assert.equal(error.status, "INVALID_ARGUMENT");
        assert.match(String(error.message), /^List of found errors:\t1\.Field: schedule\./);
      });
    }

    it("refuses an id for the jobs that it launches", async () => {
      const createPipelineJobRequest = { ...SCHEDULE.createPipelineJobRequest, pipelineJobId: "mine" };
      const reply = under.post(`${PARENT}/schedules`, { ...SCHEDULE, createPipelineJobRequest });
      assert.match(String((await under.errorOf(reply)).message), /User-specified ID is not supported/);
    });
  });

  describe("runs", () => {
    it("launch a job on every tick, at its time, under the schedule's name", async () => {
      const { json } = await under.post(`${PARENT}/schedules`, SCHEDULE);
      under.clock.advance(HOUR_MS - 1);
      assert.deepEqual(await runs(), []);
      under.clock.advance(2 * HOUR_MS + 1);
      const jobs = (await under.get(`${PARENT}/pipelineJobs`)).json.pipelineJobs as JsonObject[];
      assert.deepEqual(
        jobs.map(({ createTime }) => createTime),
        ["2026-01-01T03:00:00.000Z", "2026-01-01T02:00:00.000Z", "2026-01-01T01:00:00.000Z"],
      );
      assert.equal(jobs[0]?.scheduleName, json.name);
      assert.equal((jobs[0]?.labels as JsonObject | undefined)?.team, "blue");
      const schedule = (await under.get(String(json.name))).json;
      assert.equal(schedule.startedRunCount, "3");
      assert.equal(schedule.nextRunTime, "2026-01-01T04:00:00.000Z");
      assert.deepEqual(schedule.lastScheduledRunResponse, {
        scheduledRunTime: "2026-01-01T03:00:00.000Z",
        runResponse: jobs[0]?.name,
      });
    });

    it("are seen by a test without any request", () => {
      under.fake.addSchedule(PLACE);
      under.clock.advance(HOUR_MS);
      assert.equal(under.fake.pipelineJobs.length, 1);
      assert.equal(under.fake.schedule(NAME)?.startedRunCount, "1");
    });

    it("follow the time zone of the cron line", () => {
      under.fake.addSchedule({ ...PLACE, cron: "TZ=America/New_York 0 3 * * *" });
      assert.equal(under.fake.schedule(NAME)?.nextRunTime, "2026-01-01T08:00:00.000Z");
    });

    it("begin at the start time and end at the end time", async () => {
      under.fake.addSchedule({ ...PLACE, startTime: "2026-01-01T02:00:00Z", endTime: "2026-01-01T03:30:00Z" });
      under.clock.advance(6 * HOUR_MS);
      assert.equal((await runs()).length, 2);
      assert.equal(under.fake.schedule(NAME)?.state, "COMPLETED");
      assert.equal(under.fake.schedule(NAME)?.nextRunTime, undefined);
    });

    it("end when there have been enough", async () => {
      under.fake.addSchedule({ ...PLACE, maxRunCount: 2 });
      under.clock.advance(6 * HOUR_MS);
      assert.equal((await runs()).length, 2);
      assert.equal(under.fake.schedule(NAME)?.state, "COMPLETED");
    });

    it("are skipped when too many are active", async () => {
      under.fake.addSchedule({ ...PLACE, maxConcurrentActiveRunCount: 1 });
      under.clock.advance(3 * HOUR_MS);
      assert.equal((await runs()).length, 1);
    });

    it("wait for a free place when they may queue", async () => {
      under.fake.addSchedule({ ...PLACE, maxConcurrentActiveRunCount: 1, allowQueueing: true });
      under.clock.advance(3 * HOUR_MS);
      const [first] = await runs();
      await under.post(`${PARENT}/pipelineJobs/${first}:cancel`);
      assert.equal((await runs()).length, 2);
    });
  });

  describe("pause and resume", () => {
    it("stop new runs, leave old ones alone, and go on with the next tick", async () => {
      under.fake.addSchedule(PLACE);
      under.clock.advance(HOUR_MS);
      assert.equal((await under.post(`${NAME}:pause`)).text, "{}\n");
      under.clock.advance(3 * HOUR_MS);
      assert.equal((await runs()).length, 1);
      assert.equal(under.fake.pipelineJobs[0]?.state, "PIPELINE_STATE_RUNNING");
      assert.equal(under.fake.schedule(NAME)?.lastPauseTime, "2026-01-01T01:00:00.000Z");
      assert.equal((await under.post(`${NAME}:resume`, {})).text, "{}\n");
      assert.equal((await runs()).length, 1);
      under.clock.advance(HOUR_MS);
      assert.equal((await runs()).length, 2);
    });

    it("make up for what was missed when told to catch up", async () => {
      under.fake.addSchedule({ ...PLACE, state: "PAUSED" });
      under.clock.advance(3 * HOUR_MS);
      await under.post(`${NAME}:resume`, { catchUp: true });
      assert.equal((await runs()).length, 3);
      assert.equal(under.fake.pipelineJobs[0]?.createTime, "2026-01-01T03:00:00.000Z");
      assert.equal(under.fake.schedule(NAME)?.catchUp, true);
    });

    it("are refused in a state that does not allow them", async () => {
      under.fake.addSchedule({ ...PLACE, endTime: "2026-01-01T00:30:00Z" });
      for (const verb of ["pause", "resume"]) {
        const { message } = await under.errorOf(under.post(`${NAME}:${verb}`));
        assert.match(String(message), /is in state COMPLETED and cannot be (paused|resumed)\.$/);
      }
      under.fake.addSchedule(PLACE);
      assert.equal((await under.errorOf(under.post(`${NAME}:resume`))).status, "FAILED_PRECONDITION");
      await under.post(`${NAME}:pause`);
      assert.equal((await under.errorOf(under.post(`${NAME}:pause`))).status, "FAILED_PRECONDITION");
    });
  });

  describe("patch", () => {
    const patch = (mask: string, body: object) => under.call("PATCH", `${NAME}?updateMask=${mask}`, body);

    it("changes what the mask names, and plans anew", async () => {
      under.fake.addSchedule({ ...PLACE, displayName: "old", allowQueueing: true });
      const body = { cron: "30 * * * *", displayName: "new", allowQueueing: false };
      const { json } = await patch("cron,allow_queueing", body);
      assert.equal(json.displayName, "old");
      assert.equal(json.allowQueueing, undefined);
      assert.equal(json.nextRunTime, "2026-01-01T00:30:00.000Z");
    });

    it("changes a part of the job that it launches", async () => {
      under.fake.addSchedule({ ...PLACE, pipelineJob: { pipelineSpec: {}, displayName: "old", network: "n" } });
      const createPipelineJobRequest = { pipelineJob: { displayName: "new" } };
      await patch("create_pipeline_job_request.pipeline_job.display_name", { createPipelineJobRequest });
      under.clock.advance(HOUR_MS);
      const [job] = under.fake.pipelineJobs;
      assert.deepEqual([job?.displayName, job?.network], ["new", "n"]);
    });

    it("ignores what only the service may set", async () => {
      under.fake.addSchedule(PLACE);
      assert.equal((await patch("state", { state: "PAUSED" })).json.state, "ACTIVE");
    });

    for (const [problem, mask, body] of [
      ["no mask", "", { displayName: "new" }],
      ["a field that schedules lack", "colour", { displayName: "new" }],
      ["a set field to be unset", "cron", { displayName: "new" }],
      ["another type of request", "create_notebook_execution_job_request", { createNotebookExecutionJobRequest: {} }],
    ] as const) {
      it(`refuses ${problem}`, async () => {
        under.fake.addSchedule(PLACE);
        assert.equal((await under.errorOf(patch(mask, body))).status, "INVALID_ARGUMENT");
      });
    }
  });

  describe("list", () => {
    beforeEach(() => {
      under.fake.addSchedule({ ...PLACE, scheduleId: "1", displayName: "nightly blue" });
      under.clock.advance(1_000);
      under.fake.addSchedule({ ...PLACE, scheduleId: "2", displayName: "nightly red", state: "PAUSED" });
      under.clock.advance(1_000);
      under.fake.addSchedule({ ...PLACE, scheduleId: "3", endTime: "2027-01-01T00:00:00Z", cron: "5 0 * * *" });
    });

    for (const [filter, ids] of [
      ["", ["3", "2", "1"]],
      ['state="ACTIVE"', ["3", "1"]],
      ['display_name:"nightly*" AND NOT state="PAUSED"', ["1"]],
      ["create_pipeline_job_request:*", ["3", "2", "1"]],
      ["create_notebook_execution_job_request:*", []],
      ['end_time>"2026-06-01T00:00:00Z" OR NOT end_time:*', ["3", "2", "1"]],
      ["end_time:*", ["3"]],
      ['next_run_time<"2026-01-01T00:30:00Z"', ["3"]],
      ['start_time>="2026-01-01T00:00:01Z"', ["3", "2"]],
    ] as const) {
      it(`finds ${ids.length} with ${filter || "nothing"}`, async () => {
        assert.deepEqual(await under.list({ filter }, "schedules"), ids);
      });
    }

    it("orders and pages", async () => {
      assert.deepEqual(await under.list({ orderBy: "next_run_time desc" }, "schedules"), ["1", "3", "2"]);
      const { json } = await under.get(`${PARENT}/schedules?pageSize=2`);
      assert.deepEqual(await under.list({ pageToken: String(json.nextPageToken) }, "schedules"), ["1"]);
    });
  });

  describe("delete", () => {
    it("answers a finished operation; the jobs stay", async () => {
      under.fake.addSchedule(PLACE);
      under.clock.advance(HOUR_MS);
      assert.equal((await under.call("DELETE", NAME)).json.done, true);
      assert.equal((await under.errorOf(under.get(NAME))).message, "The Schedule does not exist.");
      under.clock.advance(5 * HOUR_MS);
      assert.equal((await runs()).length, 1);
    });
  });
});
