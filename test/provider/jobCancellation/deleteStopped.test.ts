import assert from "node:assert/strict";
import { partialOutputs } from "../../support/resourceDriver";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";
import { calls } from "../../support/withFake";

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
