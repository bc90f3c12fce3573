import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { deleteSwept } from "../../../src/vertex/deleting/deleteSwept";
import { Deadline } from "../../../src/vertex/http/deadline";
import { jobIdOf } from "../../../src/vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { JobSweeper } from "../../../src/vertex/stopping/jobSweeper";
import { addJobs, cancelledNames } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

describe("JobSweeper with listings that lag 5 s behind", () => {
  const fake = withFake({ listingLagMs: 5_000, timeToCancelMs: 1_000 });
  const labels = { env: "pr-7" };

  const sweep = (timeoutMs: number, count = 3) =>
    inVirtualTime(async () => {
      const createTime = new Date(Date.now() - 60_000).toISOString();
      const names = addJobs(fake(), { prefix: "job", count, labels, createTime });
      const sweeper = new JobSweeper(vertexAiAt(fake().endpoint), {
        locations: [PLACE],
        selections: [{ selector: { labels }, kind: PIPELINE_JOBS, nowMs: Date.now() }],
        maxJobs: 10,
        deadline: new Deadline(timeoutMs),
        before: [],
      });
      await sweeper.sweep();
      return { names, outcomes: sweeper.jobs.map(({ outcome }) => outcome) };
    });

  it("sends no second cancel to a job that it has seen end", async () => {
    const { names, outcomes } = await sweep(60_000);
    assert.deepEqual(outcomes, ["CANCELLED", "CANCELLED", "CANCELLED"]);
    assert.deepEqual(cancelledNames(fake()).sort(), names.sort());
  });

  it("lists no more often than it polls while it waits for a listing to catch up", async () => {
    await sweep(60_000);
    assert.ok(fake().requests.length < 30, `${fake().requests.length} requests`);
  });

  it("succeeds when it reaches the deadline before a listing catches up", async () => {
    assert.deepEqual((await sweep(4_000, 1)).outcomes, ["CANCELLED"]);
  });

  it("stops a new job that has the name of a job that it has seen end", async () => {
    let isStarted = false;
    fake().onRequest(({ apiMethod }) => {
      const has = fake().pipelineJobs.some(({ state }) => state === "PIPELINE_STATE_CANCELLED");
      if (isStarted || !has || apiMethod !== "pipelineJobs.list") return;
      isStarted = true;
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "job-1", labels });
    });
    await sweep(60_000);
    assert.equal(cancelledNames(fake()).filter((name) => name.endsWith("job-1")).length, 2);
  });
});

describe("JobCoordinator with listings that lag 5 s behind", () => {
  const fake = withFake({ listingLagMs: 5_000, timeToCancelMs: 8_000 });

  it("waits for a job that was started anew, although listings still show that the one before has ended", async () => {
    await inVirtualTime(async () => {
      const ids = ["a", "b", "c"];
      const add = (pipelineJobId: string, seed = {}) => fake().addPipelineJob({ ...PLACE, pipelineJobId, ...seed });
      for (const id of ids) add(id, { state: "PIPELINE_STATE_CANCELLED" });
      await sleep(10_000);
      const names = ids.map((id) => add(id));
      const coordinator = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
      const options = { deadline: new Deadline(60_000), missingIsStopped: false, requestedBefore: false };
      const stopped = await Promise.all(ids.map((jobId) => coordinator.stop({ ...PLACE, jobId }, options)));
      assert.deepEqual(new Set(stopped.map(({ outcome }) => outcome)), new Set(["CANCELLED"]));
      const states = names.map((name) => fake().pipelineJob(name)?.state);
      assert.deepEqual(new Set(states), new Set(["PIPELINE_STATE_CANCELLED"]));
    });
  });

  /** Three jobs that were cancelled a second ago, which listings do not know yet. */
  async function addCancelled(): Promise<readonly string[]> {
    const ids = ["a", "b", "c"];
    const names = ids.map((pipelineJobId) => fake().addPipelineJob({ ...PLACE, pipelineJobId }));
    await sleep(10_000);
    for (const name of names) fake().setJobState(name, "PIPELINE_STATE_CANCELLED");
    await sleep(1_000);
    return names;
  }

  it("takes nothing from a listing if it is asked to look exactly", async () => {
    const states = await inVirtualTime(async () => {
      const names = await addCancelled();
      const coordinator = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
      const options = { deadline: new Deadline(60_000), isExact: true };
      const looks = names.map((name) => coordinator.look({ ...PLACE, jobId: jobIdOf(name) }, options));
      return (await Promise.all(looks)).map((job) => job?.state);
    });
    assert.deepEqual(states, Array(3).fill("PIPELINE_STATE_CANCELLED"));
  });

  it("lets a sweep delete jobs that have stopped, although listings still show that they run", async () => {
    await inVirtualTime(async () => {
      const names = await addCancelled();
      const [state, outcome] = ["PIPELINE_STATE_CANCELLED", "CANCELLED"] as const;
      const deleted: string[] = [];
      await deleteSwept(vertexAiAt(fake().endpoint), {
        locations: [PLACE],
        selections: [{ selector: { allJobs: true }, kind: PIPELINE_JOBS, nowMs: Date.now() }],
        deadline: new Deadline(60_000),
        jobs: names.map((name) => ({ name, previousState: "PIPELINE_STATE_RUNNING", state, outcome })),
        maxJobs: 10,
        onDeleted: (name) => deleted.push(name),
      });
      assert.deepEqual(deleted.sort(), [...names].sort());
    });
  });
});
