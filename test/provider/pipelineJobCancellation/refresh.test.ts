import assert from "node:assert/strict";
import { NAME, withCancellation } from "../../support/withCancellation";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add, callsOf } = withCancellation();

  describe("refresh", () => {
    const created = (args: Record<string, unknown> = {}) => {
      add();
      return provider().create({ name: NAME, ...args });
    };
    const desired = async (outs: Awaited<ReturnType<typeof created>>) =>
      (await provider().lifecycle.read(NAME, outs)).inputs.desiredState;

    it("finds a job that came back; the next up says why it acts, stops it, and is quiet afterwards", async () => {
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

    it("returns the inputs as they were checked, and nothing that is known of the job", async () => {
      const outs = await created({ triggers: [1] });
      const { inputs } = await provider().lifecycle.read(NAME, outs);
      assert.deepEqual(inputs, provider().inputs({ name: NAME, triggers: [1] }));
    });

    it("finds no drift in a job that is to be stopped on delete only", async () => {
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

    it("keeps a stopped job that was deleted since as last known", async () => {
      const outs = await created();
      fake().removePipelineJob(NAME);
      assert.deepEqual(await provider().refresh(outs), outs);
    });

    it("is not blocked by a dead project when the job is known to be stopped", async () => {
      const outs = await created();
      fake().addFault({ fault: { status: 403, message: "Vertex AI API has not been used in project p" } });
      assert.deepEqual(await provider().refresh(outs), outs);
      assert.match(
        provider().notes().join(),
        /^warning: kept as last known, PIPELINE_STATE_CANCELLED: cannot get .* HTTP 403/,
      );
    });

    it("fails for a job that is not known to be stopped when it may not look", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      fake().addFault({ fault: { status: 403 } });
      await assert.rejects(
        provider().refresh(outs),
        /HTTP 403.*\(needs aiplatform\.pipelineJobs\.get\).*Grant that permission/,
      );
    });
  });
});
