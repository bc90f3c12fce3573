import assert from "node:assert/strict";
import type { FakeVertexAi } from "../../src/testing";
import { partialOutputs } from "../support/resourceDriver";
import { inVirtualTime } from "../support/virtualTime";
import { NAME, withCancellation } from "../support/withCancellation";
import { withDriver } from "../support/withDriver";
import { calls, PLACE, withFake } from "../support/withFake";

const labels = { env: "pr-7" };
const selector = { labels };
const CANCELLED = "PIPELINE_STATE_CANCELLED";

describe("a cancellation with deleteStopped", () => {
  const { fake, provider, add, callsOf } = withCancellation();
  const args = { name: NAME, deleteStopped: true };
  const create = (more: object = {}) => inVirtualTime(() => provider().create({ ...args, ...more }));

  it("deletes the job after it has stopped, and keeps what is known of it", async () => {
    add({ timeToCancelMs: 5_000 });
    const { deleted, outcome, state } = await create();
    assert.deepEqual([deleted, outcome, state], [true, "CANCELLED", CANCELLED]);
    assert.equal(fake().pipelineJob(NAME), undefined);
    assert.deepEqual(calls(fake()).slice(-1), ["pipelineJobs.delete"]);
  });

  it("does not delete the job unless it is asked to", async () => {
    add();
    const [outs, state] = await inVirtualTime(async () => {
      return [await provider().create({ name: NAME }), fake().pipelineJob(NAME)?.state] as const;
    });
    assert.deepEqual([outs.deleted, state], [undefined, CANCELLED]);
  });

  it("deletes a job that had ended before", async () => {
    add({ state: "PIPELINE_STATE_FAILED" });
    const { deleted, outcome } = await create();
    assert.deepEqual([deleted, outcome], [true, "ALREADY_TERMINAL"]);
    assert.equal(fake().pipelineJob(NAME), undefined);
  });

  it("deletes a stopped job when the input is enabled later, and keeps its outcome", async () => {
    add();
    const outs = await inVirtualTime(() => provider().create({ name: NAME }));
    const now = await inVirtualTime(() => provider().up(outs, args));
    assert.deepEqual([now.deleted, now.outcome, now.previousState], [true, "CANCELLED", "PIPELINE_STATE_RUNNING"]);
    assert.equal(fake().pipelineJob(NAME), undefined);
  });

  it("has nothing more to do after the deletion, also after a refresh", async () => {
    add();
    const outs = await create();
    const refreshed = await provider().refresh(outs);
    assert.deepEqual([refreshed.deleted, refreshed.outcome, refreshed.state], [true, "CANCELLED", CANCELLED]);
    assert.deepEqual(await callsOf(() => provider().up(refreshed, args)), []);
  });

  it("takes a job that it has deleted for stopped when it is to be stopped again", async () => {
    add();
    const outs = await create();
    const { outcome, deleted } = await inVirtualTime(() => provider().up(outs, { ...args, triggers: [1] }));
    assert.deepEqual([outcome, deleted], ["CANCELLED", true]);
  });

  it("stops and deletes a job that was started anew under the name of the deleted one", async () => {
    add();
    const outs = await create();
    add();
    const { deleted, outcome } = await inVirtualTime(async () => {
      return provider().up(await provider().refresh(outs), args);
    });
    assert.deepEqual([deleted, outcome], [true, "CANCELLED"]);
    assert.equal(fake().pipelineJob(NAME), undefined);
  });

  it("leaves the job alone if another one is started under its name before the deletion", async () => {
    add();
    let looks = 0;
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod !== "pipelineJobs.get" || fake().pipelineJob(NAME)?.state !== CANCELLED) return;
      looks += 1;
      if (looks === 2) add();
    });
    const failed = await partialOutputs(create());
    assert.match(failed.message, /was not deleted: it had stopped as PIPELINE_STATE_CANCELLED, and is PIPELINE_STATE_/);
    assert.deepEqual([failed.deleted, failed.outcome], [undefined, "CANCELLED"]);
    assert.ok(fake().pipelineJob(NAME));
  });

  it("deletes nothing if requireCancelled fails", async () => {
    add({ winsRace: "PIPELINE_STATE_SUCCEEDED" });
    const failed = await partialOutputs(create({ requireCancelled: true }));
    assert.equal(failed.outcome, "COMPLETED");
    assert.equal(fake().requestsOf("pipelineJobs.delete").length, 0);
  });

  it("deletes on destroy what it stops on destroy", async () => {
    add();
    const outs = await create({ cancelOn: ["delete"] });
    assert.deepEqual([outs.outcome, outs.deleted], ["DEFERRED", undefined]);
    await inVirtualTime(() => provider().lifecycle.delete("id", outs));
    assert.equal(fake().pipelineJob(NAME), undefined);
  });

  it("keeps the stopped job in the state if it can't be deleted, and deletes it with the next up", async () => {
    add();
    const lift = fake().addFault({ apiMethod: "pipelineJobs.delete", fault: { status: 403 } });
    const failed = await partialOutputs(create());
    assert.match(failed.message, /cannot delete .*needs aiplatform\.pipelineJobs\.delete/s);
    assert.deepEqual([failed.outcome, failed.deleted], ["CANCELLED", undefined]);
    lift();
    assert.equal((await inVirtualTime(() => provider().up(failed, args))).deleted, true);
  });
});

describe("the operation of a deletion", () => {
  const { fake, provider, add } = withCancellation();
  const create = () => inVirtualTime(() => provider().create({ name: NAME, deleteStopped: true }));
  const operation = { name: "projects/123/locations/us-central1/operations/9" };
  const answer = (apiMethod: string, body: object, effect: boolean, times = 1) =>
    fake().addFault({
      apiMethod,
      times,
      fault: { body: JSON.stringify(body), contentType: "application/json", effect },
    });

  it("is awaited", async () => {
    add();
    answer("pipelineJobs.delete", operation, true);
    answer("operations.get", operation, true, 3);
    answer("operations.get", { ...operation, done: true }, true);
    assert.equal((await create()).deleted, true);
    assert.equal(fake().requestsOf("operations.get").length, 4);
  });

  it("is replaced by looks at the job where it can't be read", async () => {
    add();
    answer("pipelineJobs.delete", operation, true);
    fake().addFault({ apiMethod: "operations.get", fault: { status: 403 } });
    assert.equal((await create()).deleted, true);
    assert.equal(calls(fake()).at(-1), "pipelineJobs.get");
  });

  it("fails with what the service says", async () => {
    add();
    const error = { code: 9, message: "it is in use" };
    answer("pipelineJobs.delete", { ...operation, done: true, error }, false);
    const failed = await partialOutputs(create());
    assert.match(failed.message, /cannot delete projects\/p\/.*\/a: it is in use/);
    assert.equal(failed.deleted, undefined);
  });

  it("times out with the resource", async () => {
    add();
    answer("pipelineJobs.delete", operation, false);
    answer("operations.get", operation, false, Number.POSITIVE_INFINITY);
    provider().timeoutMs = 60_000;
    const failed = await partialOutputs(create());
    assert.match(failed.message, /timed out after 1m waiting for the deletion of projects\/p\/.*\/a/);
  });

  it("counts as done if the job is gone when the request is repeated", async () => {
    add();
    fake().addFault({ apiMethod: "pipelineJobs.delete", times: 1, fault: { status: 503, effect: true } });
    assert.equal((await create()).deleted, true);
    assert.equal(fake().requestsOf("pipelineJobs.delete").length, 2);
  });

  it("is refused as an answer of another kind if it has no name that an operation can have", async () => {
    add();
    answer("pipelineJobs.delete", { name: "../../other" }, false, Number.POSITIVE_INFINITY);
    provider().timeoutMs = 60_000;
    assert.match((await partialOutputs(create())).message, /an answer of another kind/);
  });
});

describe("a sweep with deleteStopped", () => {
  const fake = withFake({ timeToCancelMs: 0 });
  const provider = withDriver("JobSweep", fake);
  const args = { selector, deleteStopped: true };
  const add = (pipelineJobId: string, seed: Partial<Parameters<FakeVertexAi["addPipelineJob"]>[0]> = {}) =>
    fake().addPipelineJob({ ...PLACE, pipelineJobId, labels, ...seed });
  const addMany = (count: number) => {
    for (let index = 0; index < count; index += 1) add(`job-${index}`);
  };
  const left = () => fake().pipelineJobs.map(({ name }) => String(name).split("/").at(-1));
  const create = (more: object = {}) => inVirtualTime(() => provider().create({ ...args, ...more }));
  const up = (outs: Awaited<ReturnType<typeof create>>, more: object = {}) =>
    inVirtualTime(() => provider().up(outs, { ...args, ...more }));

  it("reads a stopped job that the listing before the deletion shows as it was", async () => {
    const job = { name: add("a"), state: "PIPELINE_STATE_RUNNING", labels };
    const body = JSON.stringify({ pipelineJobs: [job] });
    const isDeletion = /pipeline_job_user_id/;
    fake().onRequest(({ query, apiMethod }) => {
      if (apiMethod !== "pipelineJobs.list" || !isDeletion.test(query.filter ?? "")) return;
      fake().addFault({ apiMethod, fault: { body, status: 200, contentType: "application/json" }, times: 1 });
    });
    const { deleted } = await create();
    assert.deepEqual([deleted, left()], [1, []]);
  });

  it("deletes what it has stopped in batches of 32, and counts it", async () => {
    addMany(40);
    const { deleted, cancelled, jobs = [] } = await create();
    assert.deepEqual([deleted, cancelled, left()], [40, 40, []]);
    assert.ok(jobs.every((job) => job.deleted));
    const batches = fake().requestsOf("pipelineJobs.batchDelete");
    assert.deepEqual(
      batches.map(({ body }) => (body as { names: string[] }).names.length),
      [32, 8],
    );
  });

  it("deletes no job that had ended before, that is excluded, or that does not match", async () => {
    add("ended", { state: "PIPELINE_STATE_FAILED" });
    add("kept", { labels: { ...labels, keep: "yes" } });
    add("other", { labels: {} });
    add("own");
    const { deleted } = await create({ exclude: { labels: { keep: "*" } } });
    assert.deepEqual([deleted, left()], [1, ["ended", "kept", "other"]]);
  });

  it("deletes the recorded jobs when the input is enabled later, but not those that had ended before", async () => {
    add("own");
    add("late", { winsRace: "PIPELINE_STATE_SUCCEEDED" });
    const states = ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_FAILED"];
    add("ended", { state: "PIPELINE_STATE_FAILED" });
    const outs = await inVirtualTime(() => provider().create({ selector: { ...selector, states } }));
    assert.deepEqual([outs.cancelled, outs.completed, outs.alreadyTerminal, outs.deleted], [1, 1, 1, 0]);
    const now = await up(outs, { selector: { ...selector, states } });
    assert.deepEqual([now.deleted, now.matched, left()], [2, 3, ["ended"]]);
    assert.deepEqual(now.byKind?.pipelineJobs?.deleted, 2);
  });

  it("deletes only what the present selector matches when both are edited", async () => {
    add("a", { displayName: "train" });
    add("b", { displayName: "test" });
    const outs = await inVirtualTime(() => provider().create({ selector }));
    const narrow = { ...selector, displayName: "train" };
    await up(outs, { selector: narrow });
    assert.deepEqual(left(), ["a", "b"], "a narrower selector begins a new sweep, which has found nothing");
    const again = await inVirtualTime(() => provider().create({ selector }));
    assert.equal(again.matched, 0);
  });

  it("does not delete a recorded job whose labels no longer match", async () => {
    add("a");
    const b = add("b");
    const outs = await inVirtualTime(() => provider().create({ selector }));
    fake().setPipelineJobLabels(b, { env: "prod" });
    const now = await up(outs);
    assert.deepEqual([now.deleted, left()], [1, ["b"]]);
  });

  it("does not delete a recorded job that is in another state now", async () => {
    const a = add("a");
    const outs = await inVirtualTime(() => provider().create({ selector }));
    fake().setPipelineJobState(a, "PIPELINE_STATE_FAILED");
    const now = await up(outs);
    assert.deepEqual([now.deleted, left()], [0, ["a"]]);
  });

  it("respects a raw filter", async () => {
    add("a");
    const b = add("b");
    const raw = { selector: { filter: 'labels.env="pr-7"' } };
    const outs = await inVirtualTime(() => provider().create(raw));
    fake().setPipelineJobLabels(b, {});
    const now = await up(outs, raw);
    assert.deepEqual([now.deleted, left()], [1, ["b"]]);
  });

  it("deletes nothing if more jobs are recorded than maxJobs allows", async () => {
    addMany(3);
    const outs = await inVirtualTime(() => provider().create({ selector }));
    await assert.rejects(up(outs, { maxJobs: 2 }), /3 jobs that have stopped would be deleted, and maxJobs is 2/);
    assert.equal(left().length, 3);
  });

  it("deletes the others if one job of a batch can't be deleted, and names that one", async () => {
    addMany(3);
    fake().addFault({ apiMethod: "pipelineJobs.batchDelete", fault: { status: 400 } });
    fake().addFault({
      apiMethod: "pipelineJobs.delete",
      path: "job-1",
      fault: { status: 400, message: "it is in use" },
    });
    await assert.rejects(create(), /cannot delete .*job-1.*it is in use/s);
    assert.deepEqual(left(), ["job-1"]);
  });

  it("finds the jobs by single looks where the list method refuses to filter by ids", async () => {
    addMany(2);
    let refused = 0;
    fake().onRequest(({ query }) => {
      if (!query.filter?.includes("pipeline_job_user_id")) return;
      refused += 1;
      fake().addFault({ apiMethod: "pipelineJobs.list", times: 1, fault: { status: 400 } });
    });
    assert.deepEqual([(await create()).deleted, left()], [2, []]);
    assert.ok(refused > 0);
  });

  it("says in a preview that it deletes what it stops", async () => {
    add("a");
    await provider().lifecycle.check({}, { ...args, __dryRun: true, __progressUrn: "urn:pulumi:s::p::t::resource" });
    assert.match(provider().notes()[0] ?? "", /would stop 1 job, and then delete what has stopped:/);
  });

  it("says in a preview how many jobs it deletes that were stopped before", async () => {
    addMany(2);
    const outs = await inVirtualTime(() => provider().create({ selector }));
    const hidden = { __dryRun: true, __progressUrn: "urn:pulumi:s::p::t::resource" };
    const news = await provider().inputs({ ...args, ...hidden }, outs);
    await provider().lifecycle.diff("id", outs, { ...news, ...hidden });
    assert.deepEqual(provider().notes(), [
      "info: no job matches now",
      "info: would delete 2 jobs that the sweep has stopped before, as far as they still match",
    ]);
  });

  it("says how many jobs of earlier sweeps are not recorded, and so not deleted", async () => {
    add("a");
    const outs = await inVirtualTime(() => provider().create({ selector }));
    const { byKind: _byKind, ...many } = { ...outs, matched: 1_500, cancelled: 1_500 };
    await up(many);
    assert.ok(
      provider()
        .notes()
        .some((note) =>
          note.includes("1,499 jobs of earlier sweeps are not deleted, since only 1,000 jobs are recorded"),
        ),
      provider().notes().join(),
    );
  });
});

describe("deleteStopped", () => {
  const fake = withFake();
  const sweeps = withDriver("JobSweep", fake);
  const cancellations = withDriver("JobCancellation", fake);

  it("is refused for a kind that can't be deleted", async () => {
    const fault = /deleteStopped.*can't be set for tuningJobs|cannotBeDeleted/;
    const name = "projects/p/locations/us-central1/tuningJobs/1";
    await assert.rejects(cancellations().inputs({ name, deleteStopped: true }), fault);
    const kinds = ["pipelineJobs", "tuningJobs"];
    await assert.rejects(sweeps().inputs({ kinds, selector, deleteStopped: true }), fault);
    assert.deepEqual(fake().requests, []);
  });
});
