import assert from "node:assert/strict";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add, callsOf } = withCancellation();

  describe("on delete", () => {
    it("does nothing unless cancelOn includes delete", async () => {
      add();
      const outs = await provider().create({ name: NAME });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      assert.deepEqual(await callsOf(() => provider().lifecycle.delete(NAME, outs)), []);
    });

    it("stops the job and waits", async () => {
      add({ timeToCancelMs: 3_000 });
      const outs = await provider().create({ name: NAME, cancelOn: ["delete"] });
      const state = await inVirtualTime(async () => {
        await provider().lifecycle.delete(NAME, outs);
        return fake().pipelineJob(NAME)?.state;
      });
      assert.equal(state, "PIPELINE_STATE_CANCELLED");
    });

    it("treats a missing job as stopped", async () => {
      add();
      const outs = await provider().create({ name: NAME, cancelOn: ["delete"] });
      fake().removePipelineJob(NAME);
      await provider().lifecycle.delete(NAME, outs);
    });

    it("treats a job that ended by itself as stopped even with requireCancelled", async () => {
      add({ winsRace: "PIPELINE_STATE_FAILED" });
      const outs = await provider().create({ name: NAME, cancelOn: ["delete"], requireCancelled: true });
      await provider().lifecycle.delete(NAME, outs);
    });

    it("says how to remove the resource when it cannot stop the job", async () => {
      add();
      const outs = await provider().create({ name: NAME, cancelOn: ["delete"] });
      fake().addFault({ fault: { status: 403 } });
      await assert.rejects(
        provider().lifecycle.delete(NAME, outs),
        /To remove the resource from the state without stopping anything: pulumi state delete 'urn:pulumi:s::p::t::resource'$/,
      );
    });

    it("times out after customTimeouts.delete", async () => {
      add({ timeToCancelMs: 3_600_000 });
      const outs = await provider().create({ name: NAME, cancelOn: ["delete"] });
      provider().timeoutMs = 45_000;
      const failing = inVirtualTime(() => provider().lifecycle.delete(NAME, outs));
      await assert.rejects(failing, /timed out after 45s .*Run `pulumi destroy` again to resume the wait/);
    });
  });
});
