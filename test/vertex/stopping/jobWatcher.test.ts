import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { FakeVertexAi } from "../../../src/testing";
import { Deadline } from "../../../src/vertex/http/deadline";
import { type Job, readJob } from "../../../src/vertex/jobs/job";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { JobCoordinator } from "../../../src/vertex/stopping/jobCoordinator";
import { clientAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const LIST = "pipelineJobs.list";
const GET = "pipelineJobs.get";

describe("JobWatcher", () => {
  const fake = withFake();

  /** Puts jobs on the fake that stop after these times, in milliseconds, and waits for them; tells what becomes of each. */
  async function watch(
    stopAfterMs: number[],
    { timeoutMs = 1_800_000, meanwhile = (_fake: FakeVertexAi) => {}, aborted = new AbortController() } = {},
  ) {
    return inVirtualTime(async () => {
      const watcher = new JobCoordinator(clientAt(fake().endpoint, aborted.signal), PIPELINE_JOBS, PLACE).watcher;
      const deadline = new Deadline(timeoutMs);
      const looks: number[] = [];
      const lagsMs: number[] = [];
      const waits = stopAfterMs.map((timeToCancelMs, index) => {
        const pipelineJobId = String(index);
        const name = fake().addPipelineJob({
          ...PLACE,
          pipelineJobId,
          timeToCancelMs,
          state: "PIPELINE_STATE_CANCELLING",
        });
        const onObserved = () => {
          if (index === 0) looks.push(deadline.elapsedMs());
        };
        const job = readJob(PIPELINE_JOBS, fake().pipelineJob(name)) as Job;
        const { result } = watcher.watch({ ...PLACE, jobId: pipelineJobId }, job, { deadline, onObserved });
        return result.finally(() => lagsMs.push(deadline.elapsedMs() - timeToCancelMs));
      });
      meanwhile(fake());
      const results = await Promise.allSettled(waits);
      return {
        looks,
        meanLagMs: lagsMs.reduce((sum, lagMs) => sum + lagMs, 0) / lagsMs.length,
        states: results.map((result) => (result.status === "fulfilled" ? result.value?.state : String(result.reason))),
      };
    });
  }
  const countOf = (apiMethod: string) => fake().requestsOf(apiMethod).length;

  describe("with one job", () => {
    it("polls at once, and then every second", async () => {
      const { looks, states } = await watch([3_500]);
      assert.deepEqual(looks, [0, 1_000, 2_000, 3_000, 4_000]);
      assert.deepEqual(states, ["PIPELINE_STATE_CANCELLED"]);
    });

    it("stops polling and leaves no timer after the wait is released", async () => {
      await inVirtualTime(async (clock) => {
        const watcher = new JobCoordinator(clientAt(fake().endpoint), PIPELINE_JOBS, PLACE).watcher;
        const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
        const job = readJob(PIPELINE_JOBS, fake().pipelineJob(name)) as Job;
        const deadline = new Deadline(60_000);
        const onObserved = () => setImmediate(() => watch.release());
        const watch = watcher.watch({ ...PLACE, jobId: "a" }, job, { deadline, onObserved });
        await watch.result;
        await new Promise(setImmediate);
        assert.equal(clock.countTimers(), 0);
        assert.deepEqual(calls(fake()), [GET]);
      });
    });

    it("aborts a poll in progress and leaves no timer after the wait is released", async () => {
      fake().addFault({ apiMethod: GET, fault: { stall: true } });
      await inVirtualTime(async (clock) => {
        const watcher = new JobCoordinator(clientAt(fake().endpoint), PIPELINE_JOBS, PLACE).watcher;
        const watch = watchOne(watcher, "a");
        setTimeout(() => watch.release(), 500);
        await watch.result;
        await new Promise(setImmediate);
        assert.equal(clock.countTimers(), 0);
      });
    });

    it("polls less often during a long wait", async () => {
      const { looks } = await watch([65_000]);
      assert.deepEqual(looks.slice(-4), [60_000, 62_000, 64_000, 66_000]);
    });

    it("polls for the last time exactly at the deadline, and uses the result", async () => {
      const { looks, states } = await watch([2_450], { timeoutMs: 2_500 });
      assert.equal(looks.at(-1), 2_500);
      assert.deepEqual(states, ["PIPELINE_STATE_CANCELLED"]);
    });

    it("reports the last state and the count of each state when it times out", async () => {
      const meanwhile = () => setTimeout(() => fake().setPipelineJobState(nameOf(0), "PIPELINE_STATE_PAUSED"), 1_500);
      const { states } = await watch([3_600_000], { timeoutMs: 4_000, meanwhile });
      assert.deepEqual(states, [
        `TimeoutError: timed out after 4s waiting for ${nameOf(0)} to stop: last state PIPELINE_STATE_PAUSED ` +
          "(seen: PIPELINE_STATE_CANCELLING ×2, PIPELINE_STATE_PAUSED ×3)",
      ]);
    });

    it("keeps waiting for a job that is paused or in an unknown state", async () => {
      const meanwhile = () => {
        setTimeout(() => fake().setPipelineJobState(nameOf(0), "PIPELINE_STATE_PAUSED"), 500);
        setTimeout(() => fake().setPipelineJobState(nameOf(0), "PIPELINE_STATE_SUCCEEDED"), 2_500);
      };
      assert.deepEqual((await watch([3_600_000], { meanwhile })).states, ["PIPELINE_STATE_SUCCEEDED"]);
      const body = JSON.stringify({ name: nameOf(0), state: "PIPELINE_STATE_NOVEL" });
      fake().addFault({ apiMethod: GET, times: 2, fault: { body } });
      const { states } = await watch([0], { timeoutMs: 1_000 });
      assert.match(String(states), /last state PIPELINE_STATE_NOVEL/);
    });

    it("stops waiting when the job is gone", async () => {
      const meanwhile = () => setTimeout(() => fake().removePipelineJob(nameOf(0)), 1_500);
      assert.deepEqual((await watch([60_000], { meanwhile })).states, [undefined]);
    });

    it("polls half as often for a minute after the quota is exceeded", async () => {
      fake().addFault({ apiMethod: GET, times: 1, fault: { status: 429 } });
      const { looks } = await watch([10_000]);
      const intervals = looks.slice(1).map((look, index) => look - (looks[index] ?? 0));
      assert.deepEqual(new Set(intervals), new Set([2_000]));
    });

    it("reports the last failure when it times out", async () => {
      fake().addFault({ apiMethod: GET, after: 1, fault: { status: 503, message: "Busy." } });
      const { states } = await watch([60_000], { timeoutMs: 5_000 });
      assert.match(
        String(states),
        /last state PIPELINE_STATE_CANCELLING .*; the last look failed: cannot get .*HTTP 503/,
      );
    });

    it("sends nothing more when it is aborted", async () => {
      const aborted = new AbortController();
      const meanwhile = () => setTimeout(() => aborted.abort(), 2_500);
      const { states } = await watch([60_000], { aborted, meanwhile });
      assert.match(String(states), /^AbortedError/);
      assert.equal(fake().requests.length, 3);
    });
  });

  describe("with several jobs", () => {
    it("polls all jobs with one list request", async () => {
      const { states } = await watch(Array.from({ length: 8 }, () => 10_500));
      assert.deepEqual(new Set(states), new Set(["PIPELINE_STATE_CANCELLED"]));
      assert.deepEqual([countOf(LIST), countOf(GET)], [12, 0]);
    });

    for (const [how, stopAfterMs] of [
      ["one after the other", (index: number) => 1_000 + index * 49.5],
      ["in the same second", (index: number) => 30_000 + index],
      ["within ten seconds", (index: number) => 1_000 + index * 10],
    ] as const) {
      it(`sends at most 60 requests a minute for 1,000 jobs that stop ${how}, and detects the end within 0.7 s on average`, async () => {
        const { states, meanLagMs } = await watch(Array.from({ length: 1_000 }, (_, index) => stopAfterMs(index)));
        assert.deepEqual(new Set(states), new Set(["PIPELINE_STATE_CANCELLED"]));
        assert.ok(fake().requests.length <= 60, `${fake().requests.length} requests`);
        assert.ok(meanLagMs <= 700, `${meanLagMs} ms`);
      }).timeout(20_000);
    }

    it("lists only jobs that have changed", async () => {
      await watch([5_000, 9_000]);
      const filters = fake()
        .requestsOf(LIST)
        .map(({ query }) => query.filter);
      for (const filter of filters) assert.match(String(filter), /^update_time>="20/);
    });

    /** Waits for a job that has run for an hour, beside two that others wait for already. */
    async function watchBesideOthers(seenBeforeMs: number) {
      return inVirtualTime(async () => {
        const watcher = new JobCoordinator(clientAt(fake().endpoint), PIPELINE_JOBS, PLACE).watcher;
        const deadline = new Deadline(7_200_000);
        const watchNow = (pipelineJobId: string, job: Job, seenMs?: number) =>
          watcher.watch({ ...PLACE, jobId: pipelineJobId }, job, { deadline, ...(seenMs !== undefined && { seenMs }) });
        const look = (name: string) => readJob(PIPELINE_JOBS, fake().pipelineJob(name)) as Job;
        const old = fake().addPipelineJob({ ...PLACE, pipelineJobId: "old", timeToCancelMs: 0 });
        await sleep(3_600_000);
        const beganMs = Date.now();
        const others = ["a", "b"].map((pipelineJobId) => {
          const seed = { ...PLACE, pipelineJobId, timeToCancelMs: 60_000, state: "PIPELINE_STATE_CANCELLING" } as const;
          return watchNow(pipelineJobId, look(fake().addPipelineJob(seed))).result;
        });
        await sleep(5_500);
        const seen = look(old);
        await clientAt(fake().endpoint).cancel(PIPELINE_JOBS, { ...PLACE, jobId: "old" }, { deadline });
        await sleep(seenBeforeMs / 2);
        fake().addPipelineJob({ ...PLACE, pipelineJobId: "later" }); // a change that listings know of
        await sleep(seenBeforeMs / 2);
        const startedMs = performance.now();
        const ended = await watchNow("old", seen, startedMs - seenBeforeMs).result;
        const lagMs = performance.now() - startedMs;
        await Promise.all(others);
        const sinces = fake()
          .requestsOf(LIST)
          .flatMap(({ query }) => /update_time>="(.*?)"/.exec(query.filter ?? "")?.[1] ?? []);
        return { state: ended?.state, lagMs, beganMs, earliestMs: Math.min(...sinces.map(Date.parse)) };
      });
    }

    it("requests no older changes for a new job that was just seen", async () => {
      const { state, lagMs, beganMs, earliestMs } = await watchBesideOthers(0);
      assert.equal(state, "PIPELINE_STATE_CANCELLED");
      assert.ok(lagMs <= 1_000, `${lagMs} ms`);
      assert.ok(earliestMs >= beganMs - 5_000, `${beganMs - earliestMs} ms before`);
    });

    it("requests older changes for a new job that was seen some time ago", async () => {
      const { state, lagMs } = await watchBesideOthers(20_000);
      assert.equal(state, "PIPELINE_STATE_CANCELLED");
      assert.ok(lagMs <= 1_000, `${lagMs} ms`);
    });

    it("detects a deleted job, which a list of changes does not show", async () => {
      const meanwhile = () => setTimeout(() => fake().removePipelineJob(nameOf(1)), 1_500);
      const { states } = await watch([90_000, 80_000], { meanwhile });
      assert.deepEqual(states, ["PIPELINE_STATE_CANCELLED", undefined]);
    });

    it("does not get a job separately if it ends just before all active jobs are listed again", async () => {
      await watch(Array.from({ length: 100 }, (_, index) => (index === 0 ? 45_000 : 29_500)));
      assert.deepEqual([countOf(LIST), countOf(GET)], [31, 15]); // the last one is got, when no other is waited for
    });

    it("gets each job separately when the service denies listing", async () => {
      fake().addFault({ apiMethod: LIST, fault: { status: 403 } });
      const { states } = await watch([5_000, 9_000]);
      assert.deepEqual(states, ["PIPELINE_STATE_CANCELLED", "PIPELINE_STATE_CANCELLED"]);
      assert.equal(countOf(LIST), 2); // of changes, and of the two jobs
    });

    it("continues to wait after a list request fails", async () => {
      fake().addFault({ apiMethod: LIST, after: 1, times: 2, fault: { status: 500 } });
      const { states } = await watch([5_000, 9_000]);
      assert.deepEqual(states, ["PIPELINE_STATE_CANCELLED", "PIPELINE_STATE_CANCELLED"]);
    });

    it("continues to wait after a list response with too many jobs", async () => {
      const pipelineJobs = Array.from({ length: 200_000 }, (_, id) => ({ name: `x${id}`, state: "RUNNING" }));
      fake().addFault({ apiMethod: LIST, times: 1, fault: { body: JSON.stringify({ pipelineJobs }) } });
      // In real time: by the virtual clock an answer of that size would never come.
      const watcher = new JobCoordinator(clientAt(fake().endpoint), PIPELINE_JOBS, PLACE).watcher;
      const waits = ["0", "1"].map((jobId) => {
        const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: jobId, state: "PIPELINE_STATE_SUCCEEDED" });
        const job = { ...(readJob(PIPELINE_JOBS, fake().pipelineJob(name)) as Job), state: "PIPELINE_STATE_RUNNING" };
        return watcher.watch({ ...PLACE, jobId }, job, { deadline: new Deadline(60_000) }).result;
      });
      for (const ended of await Promise.all(waits)) assert.equal(ended?.state, "PIPELINE_STATE_SUCCEEDED");
    }).timeout(20_000);

    it("aborts a list request that no caller waits for, without an effect on the next caller", async () => {
      fake().addFault({ apiMethod: LIST, fault: { stall: true } });
      await inVirtualTime(async () => {
        const watcher = new JobCoordinator(clientAt(fake().endpoint), PIPELINE_JOBS, PLACE).watcher;
        const watches = ["a", "b"].map((jobId) => watchOne(watcher, jobId));
        await sleep(500);
        for (const watch of watches) watch.release();
        await Promise.all(watches.map(({ result }) => result));
        const next = watchOne(watcher, "c", "PIPELINE_STATE_SUCCEEDED");
        assert.equal((await next.result)?.state, "PIPELINE_STATE_SUCCEEDED");
        assert.ok(performance.now() - next.startedMs <= 1_000);
      });
    });

    it("uses a separate deadline for each job", async () => {
      const { states } = await watch([2_000, 3_600_000], { timeoutMs: 7_500 });
      assert.equal(states[0], "PIPELINE_STATE_CANCELLED");
      assert.match(String(states[1]), /^TimeoutError: timed out after 8s/);
    });

    it("stays within 60 requests a minute", async () => {
      await watch(Array.from({ length: 30 }, (_, index) => 61_000 + index));
      assert.ok(calls(fake()).length <= 63, `${calls(fake()).length} requests in 62 s`);
    });
  });

  /** Waits for a job that was RUNNING when it was last seen. */
  function watchOne(watcher: JobCoordinator["watcher"], jobId: string, state = "PIPELINE_STATE_RUNNING") {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: jobId, state });
    const job: Job = { name, state: "PIPELINE_STATE_RUNNING", childJobs: undefined };
    return watcher.watch({ ...PLACE, jobId }, job, { deadline: new Deadline(60_000) });
  }
  const nameOf = (index: number) => `projects/p/locations/us-central1/pipelineJobs/${index}`;
});
