import assert from "node:assert/strict";
import { partialOutputs } from "../../support/resourceDriver";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";
import { calls } from "../../support/withFake";

const CANCEL = "pipelineJobs.cancel";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add, callsOf } = withCancellation();

  describe("a wait that timed out", () => {
    const args = { name: NAME };
    beforeEach(() => {
      provider().timeoutMs = 10_000;
    });
    const timedOut = async () => {
      add({ timeToCancelMs: 3_600_000 });
      return inVirtualTime(() => partialOutputs(provider().create(args)));
    };

    it("keeps the resource, and says what to do", async () => {
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
      it(`is resumed by the next up${refreshed ? ", also after a refresh" : ""}, and cancel is not sent again`, async () => {
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

    it("is settled by a refresh that finds the job stopped: the next up has nothing to do", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_SUCCEEDED");
      const refreshed = await provider().refresh(outs);
      assert.equal(refreshed.outcome, "COMPLETED");
      assert.deepEqual(await callsOf(() => provider().up(refreshed, args)), []);
    });

    it("is COMPLETED when the job has ended by itself meanwhile", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_FAILED");
      assert.equal((await provider().up(outs, args)).outcome, "COMPLETED");
    });

    it("is CANCELLED also when a trigger has changed since: cancellation was asked for", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
      const now = await provider().up(outs, { ...args, triggers: [1] });
      assert.deepEqual([now.outcome, now.previousState], ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
    });

    it("is CANCELLED when a refresh finds it so", async () => {
      const outs = await timedOut();
      const active = await provider().refresh(outs);
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
      const { outcome, previousState } = await provider().refresh(active);
      assert.deepEqual([outcome, previousState], ["CANCELLED", "PIPELINE_STATE_RUNNING"]);
    });

    it("is settled by a refresh that finds the job gone", async () => {
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

    it("ends when the job is gone", async () => {
      const outs = await timedOut();
      fake().removePipelineJob(NAME);
      assert.equal((await provider().up(outs, args)).outcome, "NOT_FOUND");
    });
  });

  describe("up", () => {
    const created = (args: Record<string, unknown> = {}) => {
      add();
      return provider().create({ name: NAME, ...args });
    };

    it("calls nothing when nothing changed", async () => {
      const outs = await created();
      assert.deepEqual(await callsOf(() => provider().up(outs, { name: NAME })), []);
    });

    it("stops the job again when a trigger changes", async () => {
      const outs = await created({ triggers: [1] });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      const called = await callsOf(() => provider().up(outs, { name: NAME, triggers: [2] }));
      assert.equal(called.filter((call) => call === CANCEL).length, 1);
    });

    it("fails for a job that was stopped and is gone, when it is to be stopped again", async () => {
      const outs = await created();
      fake().removePipelineJob(NAME);
      const args = { name: NAME, triggers: [1] };
      await assert.rejects(provider().up(outs, args), /HTTP 404/);
      assert.equal((await provider().up(outs, { ...args, ignoreMissing: true })).outcome, "NOT_FOUND");
    });

    it("does not call a job cancelled that has ended before it was asked again", async () => {
      const outs = await created();
      const now = await provider().up(outs, { name: NAME, triggers: [1] });
      assert.deepEqual([now.outcome, now.previousState], ["ALREADY_TERMINAL", "PIPELINE_STATE_CANCELLED"]);
    });

    it("records a change of what only delete uses without a call, and keeps the outcome", async () => {
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

    it("stops a job whose cancellation was deferred, once cancelOn says so", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      assert.equal((await provider().up(outs, { name: NAME })).outcome, "CANCELLED");
    });

    it("keeps failing with requireCancelled, and is healed by a trigger or by taking it back", async () => {
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

    it("replaces the resource when another job is meant, and only then", async () => {
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
