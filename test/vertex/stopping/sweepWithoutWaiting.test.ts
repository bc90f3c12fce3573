import assert from "node:assert/strict";
import type { SweepOptions } from "../../../src/vertex/stopping/jobSweeper";
import { PLACE } from "../../support/withFake";
import { withSweeper } from "../../support/withSweeper";

describe("JobSweeper", function () {
  this.timeout(20_000);
  const { fake, sweep, add, asked } = withSweeper();

  describe("without waiting", () => {
    const request = (options: Partial<SweepOptions> = {}) => sweep({ allJobs: true }, { ...options, isRequest: true });

    it("returns when all jobs are being cancelled, after at most 60 requests", async () => {
      add(1_000, { timeToCancelMs: 3_600_000 });
      const { failure, outcomes, states } = await request();
      assert.equal(failure, undefined);
      assert.deepEqual(outcomes, { undefined: 1_000 });
      assert.deepEqual(states, new Set(["PIPELINE_STATE_CANCELLING"]));
      assert.ok(fake().requests.length <= 60, `${fake().requests.length} requests`);
    });

    it("cancels each job separately when a batch fails because a job in it is gone", async () => {
      const [gone = ""] = add(5, { timeToCancelMs: 3_600_000 });
      const { outcomes, states } = await request({ onFound: () => fake().removePipelineJob(gone) });
      assert.deepEqual(states, new Set(["PIPELINE_STATE_CANCELLING"]));
      assert.deepEqual(outcomes, { NOT_FOUND: 1, undefined: 4 });
    });

    it("returns after single cancels without another poll", async () => {
      add(2, { timeToCancelMs: 3_600_000 });
      fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
      const { failure, outcomes } = await request();
      assert.equal(failure, undefined);
      assert.deepEqual(outcomes, { undefined: 2 });
      assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 2);
    });

    it("sends no cancel to jobs that are being cancelled", async () => {
      add(2, { state: "PIPELINE_STATE_CANCELLING", timeToCancelMs: 3_600_000 });
      const { outcomes } = await request();
      assert.deepEqual([outcomes, asked()], [{ undefined: 2 }, []]);
      assert.equal(fake().requests.length, 1);
    });

    it("fails when it may not cancel a job", async () => {
      add(3, { timeToCancelMs: 3_600_000 });
      fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
      fake().addFault({ apiMethod: "pipelineJobs.cancel", path: "job-1", fault: { status: 403 } });
      assert.match(String((await request()).failure), /^HttpError: cannot cancel .*job-1: HTTP 403/);
    });
  });

  describe("with an active schedule", () => {
    const labels = { env: "pr-7" };
    const addSchedule = (options: object = {}) =>
      fake().addSchedule({
        ...PLACE,
        scheduleId: "1",
        cron: "* * * * *",
        pipelineJob: { pipelineSpec: {}, labels },
        ...options,
      });

    it("stops a job that the schedule launches during a sweep", async () => {
      add(1, { labels, timeToCancelMs: 90_000 });
      const { jobs, states } = await sweep({ labels }, { meanwhile: () => void addSchedule({ maxRunCount: 1 }) });
      assert.equal(jobs.length, 2);
      assert.deepEqual(states, new Set(["PIPELINE_STATE_CANCELLED"]));
    });

    it("stops a queued job that starts when a slot becomes free", async () => {
      const meanwhile = () => void addSchedule({ maxRunCount: 3, maxConcurrentActiveRunCount: 1, allowQueueing: true });
      add(1, { labels, timeToCancelMs: 200_000 });
      const { jobs, states } = await sweep({ labels }, { meanwhile });
      assert.equal(jobs.length, 4);
      assert.deepEqual(states, new Set(["PIPELINE_STATE_CANCELLED"]));
    });
  });
});
