import assert from "node:assert/strict";
import type { FaultRule } from "../../../src/testing";
import { Deadline } from "../../../src/vertex/http/deadline";
import { type JobName, parseJobName } from "../../../src/vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import type { StopOptions } from "../../../src/vertex/stopping/jobCoordinator";
import type { Stopped } from "../../../src/vertex/stopping/stopOutcome";
import type { VertexAi } from "../../../src/vertex/vertexAi";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const MISSING = "projects/p/locations/us-central1/pipelineJobs/missing";

describe("JobCoordinator.stop", () => {
  const fake = withFake();

  async function stop(name: string, options: Partial<StopOptions> & { timeoutMs?: number } = {}) {
    return inVirtualTime(() => stopOf(vertexAiAt(fake().endpoint), name, options));
  }

  function stopOf(vertexAi: VertexAi, name: string, options: Partial<StopOptions> & { timeoutMs?: number } = {}) {
    const { timeoutMs = 1_800_000, ...rest } = options;
    return vertexAi.coordinatorOf(PIPELINE_JOBS, PLACE).stop(parseJobName(PIPELINE_JOBS, name) as JobName, {
      deadline: new Deadline(timeoutMs),
      missingIsStopped: false,
      requestedBefore: false,
      ...rest,
    });
  }

  const add = (seed: Partial<Parameters<ReturnType<typeof fake>["addPipelineJob"]>[0]> = {}) =>
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", ...seed });
  const cancels = () => fake().requestsOf("pipelineJobs.cancel").length;
  const outcome = ({ outcome, job }: Stopped) => [outcome, job?.state];

  it("gets the job, cancels it, and waits until it has stopped", async () => {
    const stopped = await stop(add({ timeToCancelMs: 2_500 }));
    assert.deepEqual(outcome(stopped), ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
    const get = "pipelineJobs.get";
    assert.deepEqual(calls(fake()), [get, "pipelineJobs.cancel", get, get, get, get]);
  });

  for (const state of ["SUCCEEDED", "FAILED", "CANCELLED"]) {
    it(`sends no cancel to a job that is ${state}`, async () => {
      const stopped = await stop(add({ state: `PIPELINE_STATE_${state}` }));
      assert.deepEqual(outcome(stopped), ["ALREADY_TERMINAL", `PIPELINE_STATE_${state}`]);
      assert.deepEqual(calls(fake()), ["pipelineJobs.get"]);
    });
  }

  it("sends no second cancel to a job that is being cancelled, and waits for it", async () => {
    const states = ["PIPELINE_STATE_CANCELLING", "PIPELINE_STATE_CANCELLING", "PIPELINE_STATE_CANCELLED"];
    assert.deepEqual(outcome(await stop(add({ states }))), ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
    assert.equal(cancels(), 0);
  });

  it("reports COMPLETED when the job ends by itself after the cancel", async () => {
    const stopped = await stop(add({ timeToCancelMs: 1_500, winsRace: "PIPELINE_STATE_SUCCEEDED" }));
    assert.deepEqual(outcome(stopped), ["COMPLETED", "PIPELINE_STATE_SUCCEEDED"]);
  });

  it("ignores another job that starts under the same name after the first job ends", async () => {
    const [name = "", other = ""] = ["a", "b"].map((pipelineJobId) => add({ pipelineJobId, timeToCancelMs: 1_500 }));
    fake().onRequest(({ apiMethod }) => {
      const hasEnded = fake().pipelineJob(name)?.state === "PIPELINE_STATE_CANCELLED";
      if (apiMethod === "pipelineJobs.get" && hasEnded) add();
    });
    const vertexAi = vertexAiAt(fake().endpoint);
    const [stopped] = await inVirtualTime(() => Promise.all([name, other].map((one) => stopOf(vertexAi, one))));
    assert.ok(stopped);
    assert.deepEqual(outcome(stopped), ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
  });

  for (const body of ["<html>Welcome to the hotel</html>", ""]) {
    it(`does not treat ${body ? "a proxy page" : "an empty response"} as an accepted cancel`, async () => {
      fake().addFault({ apiMethod: "pipelineJobs.cancel", times: 1, fault: { body } });
      assert.deepEqual(outcome(await stop(add())), ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
      assert.equal(cancels(), 2);
    });
  }

  it("reports the final state when a cancel is refused for a job that has ended", async () => {
    const name = add({ states: ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_FAILED"] });
    const message = "nobody reads this";
    fake().addFault({
      apiMethod: "pipelineJobs.cancel",
      fault: { status: 400, statusText: "FAILED_PRECONDITION", message },
    });
    assert.deepEqual(outcome(await stop(name)), ["COMPLETED", "PIPELINE_STATE_FAILED"]);
  });

  it("fails when a cancel is refused for a job that still runs", async () => {
    const name = add();
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 400, message: "no" } });
    await assert.rejects(stop(name), /cannot cancel projects\/p\/.*\/a: HTTP 400 INVALID_ARGUMENT: no/);
  });

  it("reads the job before it retries a cancel whose response was lost", async () => {
    const name = add({ timeToCancelMs: 3_000 });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", times: 1, fault: { reset: "after" } });
    assert.deepEqual(outcome(await stop(name)), ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
    assert.equal(cancels(), 1);
  });

  it("retries a cancel that never arrived", async () => {
    const name = add();
    fake().addFault({ apiMethod: "pipelineJobs.cancel", times: 2, fault: { reset: "before" } });
    assert.deepEqual(outcome(await stop(name)), ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
    assert.equal(cancels(), 3);
  });

  const faults: Record<string, FaultRule["fault"]> = {
    "429": { status: 429 },
    "500": { status: 500 },
    "502": { status: 502 },
    "503 with Retry-After": { status: 503, retryAfterSeconds: 7 },
    "504": { status: 504 },
    "a dropped connection": { reset: "before" },
    "a request that is never answered": { stall: true },
    "a truncated response": { truncate: true },
    "an empty response": { body: "", contentType: "application/json" },
    HTML: { body: "<html>proxy</html>" },
  };
  for (const [what, fault] of Object.entries(faults)) {
    it(`continues to wait after ${what}`, async () => {
      const name = add({ timeToCancelMs: 90_000 });
      fake().addFault({ apiMethod: "pipelineJobs.get", after: 3, times: 2, fault });
      assert.deepEqual(outcome(await stop(name)), ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
      assert.equal(cancels(), 1);
    });
  }

  it("reports that a job does not exist", async () => {
    await assert.rejects(stop(MISSING), {
      name: "HttpError",
      message: `cannot get ${MISSING}: HTTP 404 NOT_FOUND: The PipelineJob does not exist`,
    });
  });

  it("counts a missing job as stopped if missingIsStopped is true", async () => {
    assert.deepEqual(outcome(await stop(MISSING, { missingIsStopped: true })), ["NOT_FOUND", undefined]);
  });

  it("does not treat a 404 from another server as a missing job", async () => {
    fake().addFault({ fault: { status: 404, body: "<html>no such page</html>" } });
    await assert.rejects(stop(MISSING, { missingIsStopped: true }), /HTTP 404.*region us-central1: are both right\?/);
  });

  it("does not treat a 403 as a missing job", async () => {
    fake().addFault({ fault: { status: 403 } });
    await assert.rejects(stop(MISSING, { missingIsStopped: true }), { name: "HttpError", message: /HTTP 403/ });
  });

  it("counts a job as stopped when the job is deleted during the wait", async () => {
    const name = add({ timeToCancelMs: 60_000 });
    let looks = 0;
    const onObserved = () => {
      looks += 1;
      if (looks === 5) fake().removePipelineJob(name);
    };
    assert.deepEqual(outcome(await stop(name, { onObserved })), ["NOT_FOUND", undefined]);
  });

  it("reports the name, the last state, and the time when it times out", async () => {
    const name = add({ timeToCancelMs: 3_600_000 });
    await assert.rejects(stop(name, { timeoutMs: 120_000 }), {
      name: "TimeoutError",
      message:
        /^timed out after 2m waiting for projects\/p\/.*\/a to stop: last state PIPELINE_STATE_CANCELLING \(seen:/,
    });
    assert.equal(cancels(), 1);
  });

  it("reports the outcome by the current state when it resumes a wait", async () => {
    const stopped = await stop(add({ state: "PIPELINE_STATE_SUCCEEDED" }), { requestedBefore: true });
    assert.deepEqual(outcome(stopped), ["COMPLETED", "PIPELINE_STATE_SUCCEEDED"]);
  });

  describe("for several jobs at once", () => {
    const BATCH = "pipelineJobs.batchCancel";
    const batches = () =>
      fake()
        .requestsOf(BATCH)
        .map(({ body }) => (body as { names: string[] }).names.map((one) => one.split("/").at(-1)));
    const addAll = (ids: readonly string[]) =>
      ids.map((pipelineJobId) => add({ pipelineJobId, timeToCancelMs: 4_000 }));
    const stopAll = (names: readonly string[], options: Partial<StopOptions> = {}) => {
      const vertexAi = vertexAiAt(fake().endpoint);
      return inVirtualTime(() => Promise.all(names.map((one) => stopOf(vertexAi, one, options))));
    };
    const outcomes = (all: readonly Stopped[]) => all.map((one) => one.outcome);

    it("asks the others again in a batch when a batch is refused because a job of it is gone", async () => {
      const names = addAll(["a", "b", "c", "d"]);
      fake().addFault({ apiMethod: BATCH, times: 1, fault: { status: 404 } });
      fake().onRequest(({ apiMethod }) => {
        if (apiMethod === BATCH) fake().removePipelineJob(String(names[1]));
      });
      assert.deepEqual(outcomes(await stopAll(names)), ["CANCELLED", "NOT_FOUND", "CANCELLED", "CANCELLED"]);
      assert.deepEqual(batches(), [
        ["b", "c", "d"],
        ["c", "d"],
      ]);
      assert.equal(cancels(), 1);
    });

    it("asks each job by itself when the next batch is refused, too", async () => {
      fake().addFault({ apiMethod: BATCH, fault: { status: 400 } });
      assert.deepEqual(outcomes(await stopAll(addAll(["a", "b", "c"]))), ["CANCELLED", "CANCELLED", "CANCELLED"]);
      assert.deepEqual([batches().length, cancels()], [2, 3]);
    });

    it("gives each caller its own job", async () => {
      const names = addAll(["a", "b", "c"]);
      add({ pipelineJobId: "ended", state: "PIPELINE_STATE_FAILED" });
      const all = [names[0], MISSING.replace("missing", "ended"), names[1], MISSING, names[2]].map(String);
      const stopped = await stopAll(all, { missingIsStopped: true });
      assert.deepEqual(outcomes(stopped), ["CANCELLED", "ALREADY_TERMINAL", "CANCELLED", "NOT_FOUND", "CANCELLED"]);
      assert.deepEqual(
        stopped.map(({ job }) => job?.name.split("/").at(-1)),
        ["a", "ended", "b", undefined, "c"],
      );
    });
  });
});
