import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import type { JobCoordinator } from "../../../src/vertex/stopping/jobCoordinator";
import { JobSweeper } from "../../../src/vertex/stopping/jobSweeper";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

const CANCEL = "pipelineJobs.cancel";
/** Single cancels that are under way at once. */
const AT_ONCE = 8;

describe("a retry of a cancel that waits for its turn", () => {
  const fake = withFake();
  const add = (pipelineJobId: string) => fake().addPipelineJob({ ...PLACE, pipelineJobId, timeToCancelMs: 3_000 });
  const countCancels = (name: string) =>
    fake()
      .requestsOf(CANCEL)
      .filter(({ path }) => path.includes(name)).length;
  const failFirstCancel = (path: string, retryAfterSeconds: number) =>
    fake().addFault({ apiMethod: CANCEL, path, times: 1, fault: { status: 503, retryAfterSeconds } });

  /** Makes cancels wait that come later. @returns a function that lets them go on. */
  function holdCancels({ cancels }: JobCoordinator): () => void {
    fake().addFault({ apiMethod: CANCEL, path: "busy", fault: { stall: true } });
    const over = new AbortController();
    for (let index = 0; index < AT_ONCE; index += 1) {
      const options = { deadline: new Deadline(600_000), signal: over.signal, isAlone: true };
      cancels.cancel({ ...PLACE, jobId: `busy-${index}` }, options).catch(() => {});
    }
    return () => over.abort();
  }

  /** Stops job `a`, whose first cancel fails and whose second one waits while something happens to it. */
  const stopMeanwhile = (happen: (name: string) => Promise<void>) =>
    inVirtualTime(async () => {
      const name = add("a");
      failFirstCancel("a:cancel", 5);
      const coordinator = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
      const options = { deadline: new Deadline(60_000), missingIsStopped: false, requestedBefore: false };
      const stopping = coordinator.stop({ ...PLACE, jobId: "a" }, options);
      await sleep(3_000);
      const goOn = holdCancels(coordinator);
      await sleep(3_000);
      await happen(name);
      goOn();
      const { outcome } = await stopping;
      return { outcome, cancels: countCancels(name) };
    });

  it("is not sent when a look shows that the job is being cancelled", async () => {
    const { outcome, cancels } = await stopMeanwhile(async (name) => {
      fake().setJobState(name, "PIPELINE_STATE_CANCELLING");
      await sleep(3_000);
      setTimeout(() => fake().setJobState(name, "PIPELINE_STATE_CANCELLED"), 3_000);
    });
    assert.deepEqual([outcome, cancels], ["CANCELLED", 1]);
  });

  it("is not sent when a look shows that the job has ended, even if a new job has the same name", async () => {
    const { outcome, cancels } = await stopMeanwhile(async (name) => {
      fake().setJobState(name, "PIPELINE_STATE_SUCCEEDED");
      await sleep(3_000);
      add("a");
    });
    assert.deepEqual([outcome, cancels], ["ALREADY_TERMINAL", 1]);
  });

  it("is sent when the job that was being cancelled has ended unseen and a new job has the same name", async () => {
    const { outcome, cancels } = await stopMeanwhile(async (name) => {
      fake().setJobState(name, "PIPELINE_STATE_CANCELLING");
      await sleep(3_000);
      add("a");
      await sleep(3_000);
    });
    assert.deepEqual([outcome, cancels], ["CANCELLED", 2]);
  });

  it("is not sent when a listing for another job shows that the job is not selected any more", async () => {
    const outcomes = await inVirtualTime(async () => {
      const [a] = [add("a"), add("b")];
      fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
      failFirstCancel("a:cancel", 5);
      failFirstCancel("b:cancel", 8);
      const vertexAi = vertexAiAt(fake().endpoint);
      const exclude = { labels: { keep: "*" } };
      const sweeper = new JobSweeper(vertexAi, {
        locations: [PLACE],
        selections: [{ selector: { allJobs: true }, exclude, kind: PIPELINE_JOBS, nowMs: Date.now() }],
        maxJobs: 10,
        deadline: new Deadline(60_000),
        before: [],
      });
      const sweeping = sweeper.sweep();
      await sleep(3_000);
      const goOn = holdCancels(vertexAi.coordinatorOf(PIPELINE_JOBS, PLACE));
      await sleep(4_000);
      fake().setJobLabels(a, { keep: "yes" });
      await sleep(4_000);
      goOn();
      await sweeping;
      return sweeper.jobs.map(({ name, outcome }) => [name.split("/").at(-1), outcome]);
    });
    assert.deepEqual(outcomes, [["b", "CANCELLED"]]);
    assert.deepEqual([countCancels("/a:"), countCancels("/b:")], [1, 2]);
  });
});
