import assert from "node:assert/strict";
import { partialOutputs } from "../../support/resourceDriver";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";
import { calls } from "../../support/withFake";

const CANCEL = "pipelineJobs.cancel";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add, callsOf } = withCancellation();

  describe("after a timeout", () => {
    const args = { name: NAME };
    beforeEach(() => {
      provider().timeoutMs = 10_000;
    });
    const timedOut = async () => {
      add({ timeToCancelMs: 3_600_000 });
      return inVirtualTime(() => partialOutputs(provider().create(args)));
    };

    it("keeps the resource and says what to do", async () => {
      const { message, ...outs } = await timedOut();
      assert.deepEqual(
        [outs.state, outs.previousState, outs.outcome],
        ["PIPELINE_STATE_CANCELLING", "PIPELINE_STATE_RUNNING", undefined],
      );
      assert.match(
        message,
        new RegExp(`^timed out after 10s waiting for ${NAME} to stop: last state PIPELINE_STATE_CANCELLING`),
      );
      assert.match(
        message,
        /Run `pulumi up` again to resume the wait, or allow more time with customTimeouts\.create$/,
      );
    });

    for (const refreshed of [false, true]) {
      it(`resumes the wait on the next up${refreshed ? " after a refresh" : ""} without a second cancel`, async () => {
        let outs = await timedOut();
        if (refreshed) outs = { ...(await provider().refresh(outs)), message: "" };
        fake().clearRequests();
        const resumed = await inVirtualTime(() => {
          setTimeout(() => fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED"), 5_000);
          return provider().up(outs, args);
        });
        assert.deepEqual([resumed.outcome, resumed.previousState], ["CANCELLED", "PIPELINE_STATE_RUNNING"]);
        assert.ok(!calls(fake()).includes(CANCEL));
        assert.ok(!("__cancelRequested" in resumed));
      });
    }

    it("sends no request on the next up if a refresh finds the job stopped", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_SUCCEEDED");
      const refreshed = await provider().refresh(outs);
      assert.equal(refreshed.outcome, "COMPLETED");
      assert.deepEqual(await callsOf(() => provider().up(refreshed, args)), []);
    });

    it("records COMPLETED if the job ended by itself", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_FAILED");
      assert.equal((await provider().up(outs, args)).outcome, "COMPLETED");
    });

    it("records CANCELLED even if a trigger changes, because it sent a cancel request", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
      const now = await provider().up(outs, { ...args, triggers: [1] });
      assert.deepEqual([now.outcome, now.previousState], ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
    });

    it("records CANCELLED if a refresh finds the job cancelled", async () => {
      const outs = await timedOut();
      const active = await provider().refresh(outs);
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
      const { outcome, previousState } = await provider().refresh(active);
      assert.deepEqual([outcome, previousState], ["CANCELLED", "PIPELINE_STATE_RUNNING"]);
    });

    it("records NOT_FOUND if a refresh finds no job", async () => {
      const outs = await timedOut();
      fake().removePipelineJob(NAME);
      const refreshed = await provider().refresh(outs);
      assert.deepEqual(
        [refreshed.outcome, refreshed.previousState, refreshed.state],
        ["NOT_FOUND", "PIPELINE_STATE_RUNNING", undefined],
      );
      assert.deepEqual(await callsOf(() => provider().up(refreshed, args)), []);
    });

    it("says which timeout to raise when it times out again", async () => {
      const outs = await timedOut();
      const again = await inVirtualTime(() => partialOutputs(provider().up(outs, args)));
      assert.match(again.message, /allow more time with customTimeouts\.update$/);
      assert.deepEqual([again.previousState, again.__cancelRequested], ["PIPELINE_STATE_RUNNING", true]);
    });

    it("ends the wait with NOT_FOUND if the job is missing", async () => {
      const outs = await timedOut();
      fake().removePipelineJob(NAME);
      assert.equal((await provider().up(outs, args)).outcome, "NOT_FOUND");
    });
  });

  describe("on update", () => {
    const created = (args: Record<string, unknown> = {}) => {
      add();
      return provider().create({ name: NAME, ...args });
    };

    it("sends no request when nothing changes", async () => {
      const outs = await created();
      assert.deepEqual(await callsOf(() => provider().up(outs, { name: NAME })), []);
    });

    it("stops the job again when a trigger changes", async () => {
      const outs = await created({ triggers: [1] });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      const called = await callsOf(() => provider().up(outs, { name: NAME, triggers: [2] }));
      assert.equal(called.filter((call) => call === CANCEL).length, 1);
    });

    it("fails for a missing job when it must stop the job again", async () => {
      const outs = await created();
      fake().removePipelineJob(NAME);
      const args = { name: NAME, triggers: [1] };
      await assert.rejects(provider().up(outs, args), /HTTP 404/);
      assert.equal((await provider().up(outs, { ...args, ignoreMissing: true })).outcome, "NOT_FOUND");
    });

    it("does not report CANCELLED for a job that ended before the second request", async () => {
      const outs = await created();
      const now = await provider().up(outs, { name: NAME, triggers: [1] });
      assert.deepEqual([now.outcome, now.previousState], ["ALREADY_TERMINAL", "PIPELINE_STATE_CANCELLED"]);
    });

    it("records a change of delete-only inputs without a request and keeps the outcome", async () => {
      const outs = await created();
      const called = await callsOf(async () => {
        const now = await provider().up(outs, {
          name: NAME,
          cancelOn: ["create", "delete"],
        });
        assert.deepEqual([now.outcome, now.cancelOn], ["CANCELLED", ["create", "delete"]]);
      });
      assert.deepEqual(called, []);
    });

    it("stops a job with a deferred cancellation when cancelOn includes create", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      assert.equal((await provider().up(outs, { name: NAME })).outcome, "CANCELLED");
    });

    it("fails with requireCancelled until a trigger changes or requireCancelled is removed", async () => {
      add({ timeToCancelMs: 0, winsRace: "PIPELINE_STATE_SUCCEEDED" });
      const args = { name: NAME, requireCancelled: true };
      const failed = await partialOutputs(provider().create(args));
      const again = await partialOutputs(provider().up(failed, args));
      assert.equal(again.message, failed.message);
      const refreshed = await provider().refresh(again);
      assert.equal((await partialOutputs(provider().up(refreshed, args))).message, failed.message);
      assert.equal((await provider().up(refreshed, { ...args, triggers: [1] })).outcome, "ALREADY_TERMINAL");
      assert.equal((await provider().up(refreshed, { name: NAME })).outcome, "COMPLETED");
    });

    it("is replaced only when the job changes", async () => {
      const outs = await created();
      await assert.rejects(provider().up(outs, { name: NAME.replace(/a$/, "b") }), /replaced for name, pipelineJobId/);
      await assert.rejects(
        provider().up(outs, { name: NAME.replace("us-central1", "europe-west4") }),
        /replaced for name, region/,
      );
      assert.deepEqual(await callsOf(() => provider().up(outs, { pipelineJobId: "a" })), []);
    });
  });
});
