import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { TooManyJobsError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import type { Selector } from "../../../src/vertex/selection/selector";
import { JobSweeper, type SweepOptions } from "../../../src/vertex/stopping/jobSweeper";
import { addJobs } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

describe("JobSweeper", function () {
  this.timeout(20_000);
  const fake = withFake();

  async function sweep(
    selector: Selector,
    {
      timeoutMs = 1_800_000,
      meanwhile = () => {},
      isRequest = false,
      ...rest
    }: Partial<SweepOptions> & { timeoutMs?: number; meanwhile?: () => void; isRequest?: boolean } = {},
  ) {
    return inVirtualTime(async () => {
      const sweeper = new JobSweeper(vertexAiAt(fake().endpoint), {
        locations: [PLACE],
        selection: { selector, nowMs: Date.now() },
        maxJobs: 10_000,
        deadline: new Deadline(timeoutMs),
        before: [],
        ...rest,
      });
      meanwhile();
      const run = isRequest ? sweeper.request() : sweeper.sweep();
      const failure: unknown = await run.catch((error: unknown) => error);
      const states = new Set(fake().pipelineJobs.map(({ state }) => state));
      return { jobs: sweeper.jobs, failure, states, outcomes: countBy(sweeper.jobs.map(({ outcome }) => outcome)) };
    });
  }

  const add = (count: number, seed: Partial<Parameters<ReturnType<typeof fake>["addPipelineJob"]>[0]> = {}) =>
    Array.from({ length: count }, (_, index) => {
      const pipelineJobId = `${seed.displayName ?? "job"}-${index}`;
      return fake().addPipelineJob({ ...PLACE, pipelineJobId, timeToCancelMs: 4_000, ...seed });
    });
  const countBy = (values: unknown[]) => {
    const counts: Record<string, number> = {};
    for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
    return counts;
  };
  const asked = () =>
    fake().requests.flatMap(({ apiMethod, body, path }) => {
      if (apiMethod === "pipelineJobs.batchCancel") return (body as { names: string[] }).names;
      return apiMethod === "pipelineJobs.cancel" ? [path.replace(/^\/v1\/(.*):cancel$/, "$1")] : [];
    });

  it("stops what is selected and leaves everything else alone", async () => {
    const chosen = add(3, { displayName: "train", labels: { env: "pr-7" } });
    add(2, { displayName: "other" });
    const { outcomes } = await sweep({ labels: { env: "pr-7" } });
    assert.deepEqual(outcomes, { CANCELLED: 3 });
    assert.deepEqual(asked().sort(), chosen.sort());
  });

  it("leaves out what is excluded", async () => {
    add(2, { displayName: "train" });
    add(2, { displayName: "train-precious", labels: { keep: "yes" } });
    const { outcomes } = await sweep(
      { displayName: "train*" },
      { selection: { selector: { displayName: "train*" }, exclude: { labels: { keep: "*" } }, nowMs: Date.now() } },
    );
    assert.deepEqual(outcomes, { CANCELLED: 2 });
    assert.equal(asked().length, 2);
  });

  it("leaves out what a raw filter excludes, together with the other conditions of the exclusion", async () => {
    add(1, { displayName: "train" });
    add(1, { displayName: "train-kept", labels: { keep: "yes" } });
    add(1, { displayName: "test-kept", labels: { keep: "yes" } });
    const exclude = { filter: 'labels.keep="yes" OR labels.keep="true"', displayName: "train*" };
    const selection = { selector: { allJobs: true }, exclude, nowMs: Date.now() };
    const { jobs } = await sweep({ allJobs: true }, { selection });
    assert.deepEqual(jobs.map(({ displayName }) => displayName).sort(), ["test-kept", "train"]);
    assert.equal(asked().length, 2);
  });

  it("leaves out all that a raw filter excludes, where there is no other condition", async () => {
    add(1);
    add(1, { displayName: "kept", labels: { keep: "yes" } });
    const selection = { selector: { allJobs: true }, exclude: { filter: "labels.keep:*" }, nowMs: Date.now() };
    assert.deepEqual((await sweep({ allJobs: true }, { selection })).jobs.length, 1);
  });

  it("stops a thousand jobs with at most 90 requests", async () => {
    add(1_000);
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 1_000 });
    assert.ok(fake().requests.length <= 90, `${fake().requests.length} requests`);
  });

  describe("of more jobs than a minute's batches hold", () => {
    const quota = { requestsPerMinute: 600, batchesPerMinute: 60 };
    const limited = withFake({ quota });
    const stopMany = (count: number, { timeoutMs = 1_800_000, requestsPerMinute = 120 } = {}) =>
      inVirtualTime(async () => {
        addJobs(limited(), { prefix: "many", count });
        const sweeper = new JobSweeper(vertexAiAt(limited().endpoint), {
          locations: [PLACE],
          selection: { selector: { allJobs: true }, nowMs: Date.now() },
          maxJobs: 10_000,
          requestsPerMinute,
          deadline: new Deadline(timeoutMs),
          before: [],
        });
        await sweeper.sweep();
        assert.deepEqual(countBy(sweeper.jobs.map(({ outcome }) => outcome)), { CANCELLED: count });
        assert.deepEqual(new Set(limited().requests.map(({ status }) => status)), new Set([200]));
        const countOf = (apiMethod: string) => limited().requestsOf(apiMethod).length;
        return { batches: countOf("pipelineJobs.batchCancel"), singles: countOf("pipelineJobs.cancel") };
      });

    it("keeps to the service's quota of batches", async () => {
      assert.deepEqual(await stopMany(2_000), { batches: 63, singles: 0 });
    });

    it("cancels singly beside the batches with what a larger budget has to spare, and keeps to both quotas", async () => {
      assert.deepEqual(await stopMany(3_000, { requestsPerMinute: 600 }), { batches: 75, singles: 600 });
    });

    it("begins nothing once time is up", async () => {
      const sweeping = stopMany(2_000, { timeoutMs: 0 });
      await assert.rejects(sweeping, /^TimeoutError/);
      assert.deepEqual(limited().requestsOf("pipelineJobs.batchCancel"), []);
    });
  });

  it("refuses more than maxJobs with nothing cancelled, and names the setting and the first", async () => {
    add(12);
    const { failure } = await sweep({ allJobs: true }, { maxJobs: 11 });
    assert.match(
      String(failure),
      /^TooManyJobsError: 12 jobs match, and maxJobs is 11: projects\/p\/.*\/pipelineJobs\/job-.*and 2 more$/,
    );
    assert.deepEqual(asked(), []);
  });

  it("doesn't say that nothing was cancelled when jobs that come meanwhile are too many", async () => {
    add(3);
    const meanwhile = () => setTimeout(() => add(2, { displayName: "late" }), 2_000);
    const { failure, outcomes } = await sweep({ allJobs: true }, { maxJobs: 4, meanwhile });
    assert.match(String(failure), /^TooManyJobsError: 5 jobs match/);
    assert.ok(failure instanceof TooManyJobsError);
    assert.equal(failure.cancelled, "3 of them had been asked to stop before the others came");
    assert.deepEqual(outcomes, { CANCELLED: 3 });
  });

  it("asks singly where a batch fails", async () => {
    const names = add(5);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 5 });
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel").length, names.length);
  });

  it("asks no more singly once the job has stopped, whatever is started under its name", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 400 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 503, retryAfterSeconds: 5 } });
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "pipelineJobs.cancel") fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    });
    await inVirtualTime(async (clock) => {
      const selection = { selector: { allJobs: true as const }, nowMs: Date.now() };
      const options = { locations: [PLACE], selection, maxJobs: 1, deadline: new Deadline(60_000), before: [] };
      await new JobSweeper(vertexAiAt(fake().endpoint), options).sweep();
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
      assert.equal(clock.countTimers(), 0);
      await sleep(60_000);
    });
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });

  it("waits for no answer to a single cancel once the job has stopped", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 400 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { stall: true } });
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "pipelineJobs.cancel") fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    });
    await inVirtualTime(async () => {
      const selection = { selector: { allJobs: true as const }, nowMs: Date.now() };
      const options = { locations: [PLACE], selection, maxJobs: 1, deadline: new Deadline(60_000), before: [] };
      await new JobSweeper(vertexAiAt(fake().endpoint), options).sweep();
      const elapsedMs = options.deadline.elapsedMs();
      assert.ok(elapsedMs <= 3_000, `${elapsedMs} ms`);
    });
  });

  it("asks singly where a batch fails later, since a job in it is gone", async () => {
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

  it("looks before it repeats a batch whose answer was lost, and asks only those that it has not reached", async () => {
    const jobs = add(3);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", times: 1, fault: { reset: "after" } });
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 3 });
    assert.deepEqual(asked().sort(), jobs.sort());
  });

  it("repeats a batch that did not come through", async () => {
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

  it("stops jobs that are launched while it sweeps", async () => {
    add(3);
    const { outcomes, states } = await sweep(
      { allJobs: true },
      { meanwhile: () => setTimeout(() => add(2, { displayName: "late" }), 2_000) },
    );
    assert.deepEqual(outcomes, { CANCELLED: 5 });
    assert.deepEqual(states, new Set(["PIPELINE_STATE_CANCELLED"]));
  });

  it("sweeps several regions at once", async () => {
    add(2);
    add(2, { region: "europe-west4" });
    const locations = [PLACE, { project: "p", region: "europe-west4" }];
    const { outcomes } = await sweep({ allJobs: true }, { locations });
    assert.deepEqual(outcomes, { CANCELLED: 4 });
  });

  it("goes on listing nowhere once it has failed in one region", async () => {
    fake().addFault({ path: PLACE.region, fault: { status: 403 } });
    fake().addFault({ path: "europe-west4", fault: { reset: "before" } });
    const locations = [PLACE, { project: "p", region: "europe-west4" }];
    await inVirtualTime(async () => {
      const selection = { selector: { allJobs: true as const }, nowMs: Date.now() };
      const options = { locations, selection, maxJobs: 1, deadline: new Deadline(60_000), before: [] };
      await assert.rejects(new JobSweeper(vertexAiAt(fake().endpoint), options).list(), /HTTP 403/);
      const sent = fake().requests.length;
      await sleep(60_000);
      assert.equal(fake().requests.length, sent);
    });
  });

  it("asks nothing of jobs that have ended, and counts them neither as stopped nor for maxJobs", async () => {
    add(3, { displayName: "ended", state: "PIPELINE_STATE_FAILED" });
    add(1);
    const states = ["PIPELINE_STATE_FAILED", "PIPELINE_STATE_RUNNING", "PIPELINE_STATE_CANCELLING"];
    const { outcomes } = await sweep({ states }, { maxJobs: 1 });
    assert.deepEqual(outcomes, { ALREADY_TERMINAL: 3, CANCELLED: 1 });
    assert.equal(asked().length, 1);
  });

  it("tells how many have stopped", async () => {
    add(2);
    add(1, { displayName: "slow", timeToCancelMs: 8_000 });
    const told: string[] = [];
    await sweep({ allJobs: true }, { onProgress: ({ stopped, total }) => told.push(`${stopped} of ${total}`) });
    assert.deepEqual([...new Set(told)], ["0 of 3", "2 of 3", "3 of 3"]);
  });

  it("tells in its timeout how many are active and which, and resumes without a second cancel", async () => {
    add(2, { displayName: "fast", timeToCancelMs: 1_000 });
    add(2, { displayName: "slow", timeToCancelMs: 60_000 });
    const first = await sweep({ allJobs: true }, { timeoutMs: 10_000 });
    assert.match(
      String(first.failure),
      /^TimeoutError: timed out after 10s waiting for 4 jobs to stop: 2 have, 2 still active: .*slow-/,
    );
    assert.deepEqual(first.outcomes, { CANCELLED: 2, undefined: 2 });
    const askedFirst = asked().length;
    for (const job of fake().pipelineJobs) fake().setPipelineJobState(String(job.name), "PIPELINE_STATE_CANCELLED");
    const second = await sweep({ allJobs: true }, { before: first.jobs });
    assert.deepEqual(second.outcomes, { CANCELLED: 4 });
    assert.deepEqual(
      new Set(second.jobs.map(({ previousState }) => previousState)),
      new Set(["PIPELINE_STATE_RUNNING"]),
    );
    assert.equal(asked().length, askedFirst);
  });

  it("fails for a job that it may not cancel, and stops the others", async () => {
    add(3);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", path: "job-1", fault: { status: 403 } });
    const { failure, outcomes } = await sweep({ allJobs: true });
    assert.match(String(failure), /^HttpError: cannot cancel .*job-1: HTTP 403/);
    assert.deepEqual(outcomes, { CANCELLED: 2, undefined: 1 });
  });

  it("tells which jobs it has found, before it cancels any", async () => {
    const names = add(2);
    const told: string[] = [];
    const onFound: SweepOptions["onFound"] = (found) => {
      assert.deepEqual(asked(), []);
      told.push(...found.map(({ job }) => String(job.name.split("/").pop())));
    };
    await sweep({ allJobs: true }, { onFound });
    assert.deepEqual(told.sort(), names.map((name) => String(name.split("/").pop())).sort());
  });

  describe("that does not wait", () => {
    const request = (options: Partial<SweepOptions> = {}) => sweep({ allJobs: true }, { ...options, isRequest: true });

    it("ends when all are being cancelled, within as few requests", async () => {
      add(1_000, { timeToCancelMs: 3_600_000 });
      const { failure, outcomes, states } = await request();
      assert.equal(failure, undefined);
      assert.deepEqual(outcomes, { undefined: 1_000 });
      assert.deepEqual(states, new Set(["PIPELINE_STATE_CANCELLING"]));
      assert.ok(fake().requests.length <= 60, `${fake().requests.length} requests`);
    });

    it("asks singly where a batch fails later, since a job in it is gone", async () => {
      const [gone = ""] = add(5, { timeToCancelMs: 3_600_000 });
      const { outcomes, states } = await request({ onFound: () => fake().removePipelineJob(gone) });
      assert.deepEqual(states, new Set(["PIPELINE_STATE_CANCELLING"]));
      assert.deepEqual(outcomes, { NOT_FOUND: 1, undefined: 4 });
    });

    it("ends for jobs that were asked singly without another look", async () => {
      add(2, { timeToCancelMs: 3_600_000 });
      fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
      const { failure, outcomes } = await request();
      assert.equal(failure, undefined);
      assert.deepEqual(outcomes, { undefined: 2 });
      assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 2);
    });

    it("asks nothing of jobs that are being cancelled", async () => {
      add(2, { state: "PIPELINE_STATE_CANCELLING", timeToCancelMs: 3_600_000 });
      const { outcomes } = await request();
      assert.deepEqual([outcomes, asked()], [{ undefined: 2 }, []]);
      assert.equal(fake().requests.length, 1);
    });

    it("fails for a job that it may not cancel", async () => {
      add(3, { timeToCancelMs: 3_600_000 });
      fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
      fake().addFault({ apiMethod: "pipelineJobs.cancel", path: "job-1", fault: { status: 403 } });
      assert.match(String((await request()).failure), /^HttpError: cannot cancel .*job-1: HTTP 403/);
    });
  });

  describe("beside a schedule", () => {
    const labels = { env: "pr-7" };
    const addSchedule = (options: object = {}) =>
      fake().addSchedule({
        ...PLACE,
        scheduleId: "1",
        cron: "* * * * *",
        pipelineJob: { pipelineSpec: {}, labels },
        ...options,
      });

    it("stops a job that the schedule launches in mid-sweep", async () => {
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
