import assert from "node:assert/strict";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add, callsOf } = withCancellation();

  describe("on refresh", () => {
    const created = (args: Record<string, unknown> = {}) => {
      add();
      return provider().create({ name: NAME, ...args });
    };
    const desired = async (outs: Awaited<ReturnType<typeof created>>) =>
      (await provider().lifecycle.read(NAME, outs)).inputs.desiredState;

    it("finds a job that runs again and that the next up stops", async () => {
      const outs = await created();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      const { props, inputs } = await provider().lifecycle.read(NAME, outs);
      assert.equal(inputs.desiredState, "ACTIVE: PIPELINE_STATE_RUNNING");
      assert.deepEqual([props.state, props.outcome], ["PIPELINE_STATE_RUNNING", undefined]);
      assert.match(provider().notes().join(), /PIPELINE_STATE_RUNNING: the next `pulumi up` stops it$/);
      const stopped = await provider().up(props, { name: NAME });
      assert.deepEqual([stopped.outcome, stopped.previousState], ["CANCELLED", "PIPELINE_STATE_RUNNING"]);
      assert.equal(await desired(stopped), "STOPPED");
      assert.deepEqual(await callsOf(() => provider().up(stopped, { name: NAME })), []);
    });

    it("returns the checked inputs without the state of the job", async () => {
      const outs = await created({ triggers: [1] });
      const { inputs } = await provider().lifecycle.read(NAME, outs);
      assert.deepEqual(inputs, await provider().inputs({ name: NAME, triggers: [1] }));
    });

    it("reports no drift if it stops the job only on delete", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_PAUSED");
      const refreshed = await provider().refresh(outs);
      assert.deepEqual(
        [refreshed.state, refreshed.outcome, refreshed.desiredState],
        ["PIPELINE_STATE_PAUSED", "DEFERRED", "STOPPED"],
      );
      assert.match(provider().notes().join(), /PIPELINE_STATE_PAUSED: `pulumi destroy` will stop it$/);
      assert.deepEqual(await callsOf(() => provider().up(refreshed, { name: NAME, cancelOn: ["delete"] })), []);
    });

    it("keeps the recorded state of a stopped job that no longer exists", async () => {
      const outs = await created();
      fake().removePipelineJob(NAME);
      assert.deepEqual(await provider().refresh(outs), outs);
    });

    it("keeps the recorded state if it cannot access the project and the job is stopped", async () => {
      const outs = await created();
      fake().addFault({ fault: { status: 403, message: "Vertex AI API has not been used in project p" } });
      assert.deepEqual(await provider().refresh(outs), outs);
      assert.match(
        provider().notes().join(),
        /^warning: kept as last known, PIPELINE_STATE_CANCELLED: cannot get .* HTTP 403/,
      );
    });

    it("fails without permission to get a job that is not known to be stopped", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      fake().addFault({ fault: { status: 403 } });
      await assert.rejects(
        provider().refresh(outs),
        /HTTP 403.*\(needs aiplatform\.pipelineJobs\.get\).*Grant that permission/,
      );
    });

    it("sends one request and reports nothing when nothing changes", async () => {
      const outs = await created();
      const called = await callsOf(async () => assert.deepEqual(await provider().refresh(outs), outs));
      assert.deepEqual([called, provider().notes()], [["pipelineJobs.get"], []]);
    });

    it("says what happens next to an active job", async () => {
      const outs = await created({ cancelOn: ["create", "delete"] });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      await provider().refresh(outs);
      assert.deepEqual(provider().notes(), [
        "info: PIPELINE_STATE_RUNNING: the next `pulumi up` stops it, `pulumi destroy` will stop it",
      ]);
    });

    it("keeps a cancellation deferred even if the job has ended or is missing", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_SUCCEEDED");
      const ended = await provider().refresh(outs);
      assert.deepEqual(
        [ended.outcome, ended.state, ended.previousState],
        ["DEFERRED", "PIPELINE_STATE_SUCCEEDED", "PIPELINE_STATE_RUNNING"],
      );
      fake().removePipelineJob(NAME);
      const gone = await provider().refresh(ended);
      assert.deepEqual([gone.outcome, gone.state, gone.previousState], ["DEFERRED", undefined, undefined]);
    });

    it("treats a final state that differs from the recorded one as the state of another job", async () => {
      const outs = await created();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_FAILED");
      const refreshed = await provider().refresh(outs);
      assert.deepEqual([refreshed.outcome, refreshed.previousState], ["ALREADY_TERMINAL", "PIPELINE_STATE_FAILED"]);
    });

    it("does not report CANCELLED for a job that ran again and ended without a cancel request", async () => {
      const outs = await created();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      const active = await provider().refresh(outs);
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
      assert.equal((await provider().refresh(active)).outcome, "ALREADY_TERMINAL");
    });

    it("keeps the recorded state if it cannot access the project and the job was missing", async () => {
      const outs = await provider().create({ name: NAME, ignoreMissing: true });
      fake().addFault({ fault: { status: 403 } });
      assert.deepEqual(await provider().refresh(outs), outs);
      assert.match(provider().notes().join(), /^warning: kept as last known, NOT_FOUND: /);
    });

    it("says what to do when the server stays busy", async () => {
      const outs = await created();
      fake().addFault({ fault: { status: 503 } });
      await assert.rejects(
        inVirtualTime(() => provider().refresh(outs)),
        /timed out after 5m: .* Run `pulumi refresh` again$/,
      );
    });

    it("sends all messages to the engine before it ends", async () => {
      const outs = await created();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      provider().slow = true;
      await provider().refresh(outs);
      assert.equal(provider().notes().length, 1);
    });
  });
});
