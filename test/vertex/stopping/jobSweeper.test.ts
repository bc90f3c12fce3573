import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { stepAfter } from "../../../src/messages/failure";
import { TooManyJobsError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { JobSweeper, type SweepOptions } from "../../../src/vertex/stopping/jobSweeper";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE } from "../../support/withFake";
import { withSweeper } from "../../support/withSweeper";

describe("JobSweeper", function () {
  this.timeout(20_000);
  const { fake, sweep, add, asked } = withSweeper();

  it("stops the selected jobs and no others", async () => {
    const chosen = add(3, { displayName: "train", labels: { env: "pr-7" } });
    add(2, { displayName: "other" });
    const { outcomes } = await sweep({ labels: { env: "pr-7" } });
    assert.deepEqual(outcomes, { CANCELLED: 3 });
    assert.deepEqual(asked().sort(), chosen.sort());
  });

  it("does not stop excluded jobs", async () => {
    add(2, { displayName: "train" });
    add(2, { displayName: "train-precious", labels: { keep: "yes" } });
    const { outcomes } = await sweep(
      { displayName: "train*" },
      {
        selections: [
          {
            selector: { displayName: "train*" },
            exclude: { labels: { keep: "*" } },
            kind: PIPELINE_JOBS,
            nowMs: Date.now(),
          },
        ],
      },
    );
    assert.deepEqual(outcomes, { CANCELLED: 2 });
    assert.equal(asked().length, 2);
  });

  it("excludes only jobs that match both the raw filter and the other conditions of the exclusion", async () => {
    add(1, { displayName: "train" });
    add(1, { displayName: "train-kept", labels: { keep: "yes" } });
    add(1, { displayName: "test-kept", labels: { keep: "yes" } });
    const exclude = { filter: 'labels.keep="yes" OR labels.keep="true"', displayName: "train*" };
    const selection = { selector: { allJobs: true }, exclude, kind: PIPELINE_JOBS, nowMs: Date.now() };
    const { jobs } = await sweep({ allJobs: true }, { selections: [selection] });
    assert.deepEqual(jobs.map(({ displayName }) => displayName).sort(), ["test-kept", "train"]);
    assert.equal(asked().length, 2);
  });

  it("excludes every job that matches the raw filter when there is no other condition", async () => {
    add(1);
    add(1, { displayName: "kept", labels: { keep: "yes" } });
    const selection = {
      selector: { allJobs: true },
      exclude: { filter: "labels.keep:*" },
      kind: PIPELINE_JOBS,
      nowMs: Date.now(),
    };
    assert.deepEqual((await sweep({ allJobs: true }, { selections: [selection] })).jobs.length, 1);
  });

  it("stops a thousand jobs with at most 90 requests", async () => {
    add(1_000);
    const { outcomes } = await sweep({ allJobs: true });
    assert.deepEqual(outcomes, { CANCELLED: 1_000 });
    assert.ok(fake().requests.length <= 90, `${fake().requests.length} requests`);
  });

  it("cancels nothing when more than maxJobs jobs match, and names the setting and the first jobs", async () => {
    add(12);
    const { failure } = await sweep({ allJobs: true }, { maxJobs: 11 });
    assert.match(
      String(failure),
      /^TooManyJobsError: 12 jobs match, and maxJobs is 11: projects\/p\/.*\/pipelineJobs\/job-.*and 2 more$/,
    );
    assert.deepEqual(asked(), []);
  });

  it("reports the earlier cancels when new jobs exceed maxJobs during a sweep", async () => {
    add(3);
    const meanwhile = () => setTimeout(() => add(2, { displayName: "late" }), 2_000);
    const { failure, outcomes } = await sweep({ allJobs: true }, { maxJobs: 4, meanwhile });
    assert.match(String(failure), /^TooManyJobsError: 5 jobs match/);
    assert.ok(failure instanceof TooManyJobsError);
    assert.match(String(stepAfter(failure)), /^3 of them had been asked to stop before the others came/);
    assert.deepEqual(outcomes, { CANCELLED: 3 });
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

  it("stops listing in every region after it fails in one", async () => {
    fake().addFault({ path: PLACE.region, fault: { status: 403 } });
    fake().addFault({ path: "europe-west4", fault: { reset: "before" } });
    const locations = [PLACE, { project: "p", region: "europe-west4" }];
    await inVirtualTime(async () => {
      const selection = { selector: { allJobs: true as const }, kind: PIPELINE_JOBS, nowMs: Date.now() };
      const options = { locations, selections: [selection], maxJobs: 1, deadline: new Deadline(60_000), before: [] };
      await assert.rejects(new JobSweeper(vertexAiAt(fake().endpoint), options).list(), /HTTP 403/);
      const sent = fake().requests.length;
      await sleep(60_000);
      assert.equal(fake().requests.length, sent);
    });
  });

  it("sends no cancel to jobs that have ended, and does not count them against maxJobs", async () => {
    add(3, { displayName: "ended", state: "PIPELINE_STATE_FAILED" });
    add(1);
    const states = ["PIPELINE_STATE_FAILED", "PIPELINE_STATE_RUNNING", "PIPELINE_STATE_CANCELLING"];
    const { outcomes } = await sweep({ states }, { maxJobs: 1 });
    assert.deepEqual(outcomes, { ALREADY_TERMINAL: 3, CANCELLED: 1 });
    assert.equal(asked().length, 1);
  });

  it("reports how many jobs have stopped", async () => {
    add(2);
    add(1, { displayName: "slow", timeToCancelMs: 8_000 });
    const told: string[] = [];
    await sweep({ allJobs: true }, { onProgress: ({ stopped, total }) => told.push(`${stopped} of ${total}`) });
    assert.deepEqual([...new Set(told)], ["0 of 3", "2 of 3", "3 of 3"]);
  });

  it("reports the active jobs when it times out, and sends no second cancel when it resumes", async () => {
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

  it("reports the jobs that it finds before it cancels any", async () => {
    const names = add(2);
    const told: string[] = [];
    const onFound: SweepOptions["onFound"] = (found) => {
      assert.deepEqual(asked(), []);
      told.push(...found.map(({ job }) => String(job.name.split("/").pop())));
    };
    await sweep({ allJobs: true }, { onFound });
    assert.deepEqual(told.sort(), names.map((name) => String(name.split("/").pop())).sort());
  });
});
