import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { JobSweeper, type SweepOptions } from "../../../src/vertex/stopping/jobSweeper";
import { addJobs } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";
import { countBy, withSweeper } from "../../support/withSweeper";

/** Options of a sweep of all pipeline jobs, for tests that need the sweeper itself. */
const optionsOf = (options: Pick<SweepOptions, "deadline"> & Partial<SweepOptions>): SweepOptions => ({
  locations: [PLACE],
  selections: [{ selector: { allJobs: true }, kind: PIPELINE_JOBS, nowMs: Date.now() }],
  maxJobs: 1,
  before: [],
  ...options,
});

describe("JobSweeper", function () {
  this.timeout(20_000);
  const { fake, sweep, add, asked } = withSweeper();

  it("cancels each job separately when a batch fails", async () => {
    const names = add(5);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 5 });
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel").length, names.length);
  });

  it("does not retry a single cancel after the job has stopped, even if a new job has the same name", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 400 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 503, retryAfterSeconds: 5 } });
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "pipelineJobs.cancel") fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    });
    await inVirtualTime(async (clock) => {
      const options = optionsOf({ deadline: new Deadline(60_000) });
      await new JobSweeper(vertexAiAt(fake().endpoint), options).sweep();
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
      assert.equal(clock.countTimers(), 0);
      await sleep(60_000);
    });
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });

  it("does not wait for the response to a single cancel after the job has stopped", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 400 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { stall: true } });
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "pipelineJobs.cancel") fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    });
    await inVirtualTime(async () => {
      const options = optionsOf({ deadline: new Deadline(60_000) });
      await new JobSweeper(vertexAiAt(fake().endpoint), options).sweep();
      const elapsedMs = options.deadline.elapsedMs();
      assert.ok(elapsedMs <= 3_000, `${elapsedMs} ms`);
    });
  });

  it("cancels each job separately when a batch fails because a job in it is gone", async () => {
    const [gone = ""] = add(5);
    let listed = false;
    const remove = () => {
      if (listed) return;
      listed = true;
      fake().removePipelineJob(gone);
    };
    const { outcomes } = await sweep({ allJobs: true }, { onProgress: remove });
    assert.deepEqual(outcomes, { CANCELLED: 4, NOT_FOUND: 1 });
  });

  it("lists the jobs before it retries a batch whose response was lost, and cancels only the remaining jobs", async () => {
    const jobs = add(3);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", times: 1, fault: { reset: "after" } });
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 3 });
    assert.deepEqual(asked().sort(), jobs.sort());
  });

  it("retries a batch that did not arrive", async () => {
    add(3);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", times: 2, fault: { reset: "before" } });
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 3 });
    const methods = ["pipelineJobs.batchCancel", "pipelineJobs.cancel"];
    assert.deepEqual(
      methods.map((method) => fake().requestsOf(method).length),
      [3, 0],
    );
  });

  it("sends no second cancel to a job that is being cancelled", async () => {
    add(3, { state: "PIPELINE_STATE_CANCELLING" });
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 3 });
    assert.deepEqual(asked(), []);
  });

  it("fails when it may not cancel a job, and stops the others", async () => {
    add(3);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", path: "job-1", fault: { status: 403 } });
    const { failure, outcomes } = await sweep({ allJobs: true });
    assert.match(String(failure), /^HttpError: cannot cancel .*job-1: HTTP 403/);
    assert.deepEqual(outcomes, { CANCELLED: 2, undefined: 1 });
  });

  describe("with more jobs than the batches of one minute can hold", () => {
    const quota = { requestsPerMinute: 600, batchesPerMinute: 60 };
    const limited = withFake({ quota });
    const stopMany = (count: number, { timeoutMs = 1_800_000, requestsPerMinute = 120 } = {}) =>
      inVirtualTime(async () => {
        addJobs(limited(), { prefix: "many", count });
        const options = optionsOf({ maxJobs: 10_000, requestsPerMinute, deadline: new Deadline(timeoutMs) });
        const sweeper = new JobSweeper(vertexAiAt(limited().endpoint), options);
        await sweeper.sweep();
        assert.deepEqual(countBy(sweeper.jobs.map(({ outcome }) => outcome)), { CANCELLED: count });
        assert.deepEqual(new Set(limited().requests.map(({ status }) => status)), new Set([200]));
        const countOf = (apiMethod: string) => limited().requestsOf(apiMethod).length;
        return { batches: countOf("pipelineJobs.batchCancel"), singles: countOf("pipelineJobs.cancel") };
      });

    it("stays within the batch quota of the service", async () => {
      assert.deepEqual(await stopMany(2_000), { batches: 63, singles: 0 });
    });

    it("sends single cancels from the spare budget beside the batches, and stays within both quotas", async () => {
      assert.deepEqual(await stopMany(3_000, { requestsPerMinute: 600 }), { batches: 75, singles: 600 });
    });

    it("sends no batch after the deadline", async () => {
      const sweeping = stopMany(2_000, { timeoutMs: 0 });
      await assert.rejects(sweeping, /^TimeoutError/);
      assert.deepEqual(limited().requestsOf("pipelineJobs.batchCancel"), []);
    });
  });
});
