import assert from "node:assert/strict";
import type { FakeVertexAi } from "../../../src/testing";
import { inVirtualTime } from "../../support/virtualTime";
import { withDriver } from "../../support/withDriver";
import { PLACE, withFake } from "../../support/withFake";

const labels = { env: "pr-7" };
const selector = { labels };

describe("a sweep with deleteStopped", () => {
  const leftOut: string[] = [];
  const fake = withFake({ timeToCancelMs: 0, fieldsLeftOutOfLists: () => leftOut });
  beforeEach(() => {
    leftOut.length = 0;
  });
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

  it("reads a job whose exclusion hinges on a field that listings leave out and no filter can spell", async () => {
    leftOut.push("pipelineSpec");
    const ofPipeline = (name: string) => ({ pipelineSpec: { pipelineInfo: { name } } });
    add("a", ofPipeline("train"));
    add("b", ofPipeline('say "hi"'));
    const { deleted } = await create({ exclude: { pipelineName: 'say "hi"' } });
    assert.deepEqual([deleted, left()], [1, ["b"]]);
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
    await inVirtualTime(() => provider().lifecycle.diff("id", outs, { ...news, ...hidden }));
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

  it("is refused for kinds one of which can't be deleted", async () => {
    const kinds = ["pipelineJobs", "tuningJobs"];
    await assert.rejects(
      provider().inputs({ kinds, selector, deleteStopped: true }),
      /deleteStopped.*can't be set for tuningJobs/,
    );
    assert.deepEqual(fake().requests, []);
  });
});
