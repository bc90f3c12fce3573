import assert from "node:assert/strict";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { JobSweeper, type SweepOptions } from "../../../src/vertex/stopping/jobSweeper";
import { addJobs, cancelledNames } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

describe("JobSweeper with a service that shows the old state for 4 s after a cancel", () => {
  const fake = withFake({ cancelLagMs: 4_000, timeToCancelMs: 3_000 });
  const NO_EFFECT = '{"name": "projects/1/locations/us-central1/operations/1"}';

  const sweep = (options: Partial<SweepOptions> & { isRequest?: boolean } = {}) =>
    inVirtualTime(async () => {
      const { isRequest, ...rest } = options;
      const sweeper = new JobSweeper(vertexAiAt(fake().endpoint), {
        locations: [PLACE],
        selections: [
          {
            selector: { labels: { env: "pr-7" } },
            exclude: { labels: { keep: "*" } },
            kind: PIPELINE_JOBS,
            nowMs: Date.now(),
          },
        ],
        maxJobs: 1_000,
        deadline: new Deadline(60_000),
        before: [],
        ...rest,
      });
      const failure: unknown = await (isRequest ? sweeper.request() : sweeper.sweep()).catch((error: unknown) => error);
      return { failure, outcomes: sweeper.jobs.map(({ outcome }) => outcome) };
    });
  const add = (count: number) => addJobs(fake(), { prefix: "job", count, labels: { env: "pr-7" } });
  const loseBatches = () =>
    fake().addFault({
      apiMethod: "pipelineJobs.batchCancel",
      fault: { body: NO_EFFECT, contentType: "application/json" },
    });

  for (const isRequest of [false, true]) {
    it(`cancels every job only once ${isRequest ? "when it does not wait" : "when it waits"}`, async () => {
      const names = add(70);
      const { failure } = await sweep({ isRequest });
      assert.equal(failure, undefined);
      assert.deepEqual(cancelledNames(fake()).sort(), names.sort());
    });
  }

  it("lists the jobs and cancels each one separately when a batch has no effect for 10 s", async () => {
    const names = add(3);
    loseBatches();
    const { outcomes } = await sweep();
    assert.deepEqual(outcomes, ["CANCELLED", "CANCELLED", "CANCELLED"]);
    assert.deepEqual(cancelledNames(fake()).sort(), [...names, ...names].sort());
    const singles = fake().requestsOf("pipelineJobs.cancel");
    assert.equal(singles.length, 3);
    const methods = fake().requests.map(({ apiMethod }) => apiMethod);
    assert.equal(methods[methods.indexOf("pipelineJobs.cancel") - 1], "pipelineJobs.list");
  });

  it("sends no single cancel to a job that no longer matches the selection", async () => {
    const [kept = ""] = add(3);
    loseBatches();
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "pipelineJobs.batchCancel") fake().setPipelineJobLabels(kept, { env: "pr-7", keep: "yes" });
    });
    const { failure, outcomes } = await sweep();
    assert.equal(failure, undefined);
    assert.deepEqual(outcomes, ["CANCELLED", "CANCELLED"]);
    assert.equal(fake().pipelineJob(kept)?.state, "PIPELINE_STATE_RUNNING");
  });

  it("does not fail when the service refuses a second cancel of a job that is about to stop", async () => {
    add(3);
    for (const job of fake().pipelineJobs) fake().removePipelineJob(String(job.name));
    for (const id of ["a", "b"]) {
      // Moves after 20 s, although the batch was accepted at once.
      const states = [...Array(21).fill("PIPELINE_STATE_RUNNING"), "PIPELINE_STATE_CANCELLED"];
      fake().addPipelineJob({ ...PLACE, pipelineJobId: id, labels: { env: "pr-7" }, states });
    }
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 400 } });
    const { failure, outcomes } = await sweep();
    assert.equal(failure, undefined);
    assert.deepEqual(outcomes, ["CANCELLED", "CANCELLED"]);
  });

  it("fails when the service refuses the first cancel of a job that keeps running", async () => {
    add(1);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 403 } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 400, message: "no" } });
    assert.match(String((await sweep()).failure), /cannot cancel .*job-1: HTTP 400 INVALID_ARGUMENT: no/);
  });

  it("reports ALREADY_TERMINAL for a job that ends before the service accepts a cancel", async () => {
    const [name = ""] = add(1);
    fake().addFault({ apiMethod: "pipelineJobs.cancel", times: 3, fault: { status: 503 } });
    let refused = 0;
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "pipelineJobs.cancel") refused += 1;
      if (refused === 3) fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    });
    assert.deepEqual((await sweep()).outcomes, ["ALREADY_TERMINAL"]);
  });
});

describe("JobSweeper, if a cancellation shows no effect for 20 s and the service refuses a second one", () => {
  const fake = withFake({ cancelLagMs: 20_000, timeToCancelMs: 22_000 });

  it("keeps the accepted cancellation, and goes on looking once a second", async () => {
    addJobs(fake(), { prefix: "job", count: 70, labels: { env: "pr-7" } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 400 } });
    await inVirtualTime(async () => {
      const deadline = new Deadline(60_000);
      const sweeper = new JobSweeper(vertexAiAt(fake().endpoint), {
        locations: [PLACE],
        selections: [{ selector: { labels: { env: "pr-7" } }, kind: PIPELINE_JOBS, nowMs: Date.now() }],
        maxJobs: 100,
        deadline,
        before: [],
      });
      await sweeper.sweep();
      assert.deepEqual(new Set(sweeper.jobs.map(({ outcome }) => outcome)), new Set(["CANCELLED"]));
      assert.ok(deadline.elapsedMs() <= 43_000, `${deadline.elapsedMs()} ms`);
    });
  });
});
