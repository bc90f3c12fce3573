import assert from "node:assert/strict";
import type { v1 } from "@google-cloud/aiplatform";
import { DrivenClock } from "../../../src/testing";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { CODES, gapicOptions, VERSIONS } from "./gapicClients";

const parent = "projects/p/locations/us-central1";
const HOUR_MS = 3_600_000;

for (const [version, { ScheduleServiceClient }] of Object.entries(VERSIONS)) {
  describe(`ScheduleServiceClient of @google-cloud/aiplatform ${version}`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock });
    const { fake } = recorded;
    let client: v1.ScheduleServiceClient;

    before(() => {
      client = new ScheduleServiceClient(gapicOptions(recorded.port()));
    });
    after(() => client.close());

    const create = async (displayName: string) => {
      const pipelineJob = {
        displayName,
        runtimeConfig: { gcsOutputDirectory: "gs://b" },
        pipelineSpec: { fields: {} },
      };
      const [{ name }] = await client.createSchedule({
        parent,
        schedule: {
          displayName,
          cron: "TZ=Europe/Berlin 0 * * * *",
          maxConcurrentRunCount: 2,
          maxRunCount: 100,
          allowQueueing: true,
          createPipelineJobRequest: { parent, pipelineJob },
        },
      });
      return name ?? "";
    };

    it("creates a schedule, whose jobs name it", async () => {
      const name = await create("hourly");
      assert.match(name, /^projects\/123456789012\/locations\/us-central1\/schedules\/\d+$/);
      clock.advance(2 * HOUR_MS);
      const [schedule] = await client.getSchedule({ name });
      assert.equal(schedule.state, "ACTIVE");
      assert.equal(schedule.cron, "TZ=Europe/Berlin 0 * * * *");
      assert.equal(schedule.startedRunCount, "2");
      assert.equal(schedule.maxRunCount, "100");
      assert.equal(schedule.allowQueueing, true);
      const jobs = fake().pipelineJobs;
      assert.deepEqual(
        jobs.map(({ scheduleName }) => scheduleName),
        [name, name],
      );
      assert.equal(schedule.lastScheduledRunResponse?.runResponse, jobs[1]?.name);
    });

    it("lists schedules by filter, in order, and follows pages by itself", async () => {
      await client.pauseSchedule({ name: await create("a") });
      for (const displayName of ["c", "b"]) await create(displayName);
      const filter = 'state="ACTIVE" AND create_pipeline_job_request:*';
      const listed: unknown[] = [];
      const request = { parent, filter, orderBy: "create_time desc", pageSize: 1 };
      for await (const { displayName } of client.listSchedulesAsync(request, { autoPaginate: false })) {
        listed.push(displayName);
      }
      assert.deepEqual(listed.sort(), ["b", "c"]);
      assert.equal(fake().requestsOf("schedules.list").length, 2);
    });

    it("pauses and resumes a schedule", async () => {
      const name = await create("hourly");
      await client.pauseSchedule({ name });
      clock.advance(HOUR_MS);
      const [paused] = await client.getSchedule({ name });
      assert.equal(paused.state, "PAUSED");
      assert.ok(Number(paused.lastPauseTime?.seconds) > 0);
      assert.deepEqual(fake().pipelineJobs, []);
      await client.resumeSchedule({ name, catchUp: true });
      const [resumed] = await client.getSchedule({ name });
      assert.equal(resumed.state, "ACTIVE");
      assert.equal(resumed.catchUp, true);
      assert.ok(Number(resumed.lastResumeTime?.seconds) > Number(paused.lastPauseTime?.seconds));
      assert.equal(fake().pipelineJobs.length, 1);
    });

    it("updates only the fields that its mask names", async () => {
      const name = await create("hourly");
      const [updated] = await client.updateSchedule({
        schedule: { name, cron: "0 0 * * *", displayName: "not in the mask", maxConcurrentRunCount: 5 },
        updateMask: { paths: ["cron", "max_concurrent_run_count"] },
      });
      assert.equal(updated.cron, "0 0 * * *");
      assert.equal(updated.displayName, "hourly");
      assert.equal(updated.maxConcurrentRunCount, "5");
    });

    it("deletes a schedule, and awaits its operation", async () => {
      const name = await create("hourly");
      const [operation] = await client.deleteSchedule({ name });
      await operation.promise();
      await assert.rejects(client.getSchedule({ name }), { code: CODES.NOT_FOUND });
    });

    it("rejects with the gRPC codes of the service", async () => {
      const name = await create("hourly");
      await assert.rejects(client.resumeSchedule({ name }), { code: CODES.FAILED_PRECONDITION });
      await assert.rejects(client.listSchedules({ parent, filter: "colour=1" }), { code: CODES.INVALID_ARGUMENT });
      await assert.rejects(client.createSchedule({ parent, schedule: { displayName: "a" } }), {
        code: CODES.INVALID_ARGUMENT,
        message: /schedule\.cron/,
      });
    });

    itAnswersAsTheProtosSay(recorded);
  });
}
