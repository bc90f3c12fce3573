import assert from "node:assert/strict";
import { partialOutputs } from "../../support/resourceDriver";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";
import { PLACE } from "../../support/withFake";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add, callsOf } = withCancellation();

  describe("with child jobs", () => {
    const addWithChild = () => {
      const job = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
      add({ jobDetail: { taskDetails: [{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }] } });
    };

    it("warns about active child jobs", async () => {
      addWithChild();
      const outs = await provider().create({ name: NAME });
      assert.equal(outs.outcome, "CANCELLED");
      assert.match(String(outs.activeChildJobs), /customJobs\/1$/);
      assert.match(
        provider().notes().join(),
        /^warning: 1 child job of .*\/a still active: .*customJobs\/1\. Set cancelChildJobs/,
      );
    });

    it("stops child jobs when cancelChildJobs is set later", async () => {
      addWithChild();
      const outs = await provider().create({ name: NAME });
      const now = await provider().up(outs, { name: NAME, cancelChildJobs: true });
      assert.deepEqual(
        [now.activeChildJobs, now.outcome, now.previousState],
        [[], "CANCELLED", "PIPELINE_STATE_RUNNING"],
      );
      assert.equal(fake().requestsOf("customJobs.cancel").length, 1);
    });

    it("counts and names several child jobs and shows progress while it cancels them", async () => {
      const jobs = ["1", "2"].map((customJobId) => fake().addCustomJob({ ...PLACE, customJobId, staysBehind: true }));
      const taskDetails = jobs.map((job) => ({ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }));
      add({ jobDetail: { taskDetails } });
      const outs = await provider().create({ name: NAME });
      assert.match(provider().notes().join(), /^warning: 2 child jobs of .* still active: .*\/1, projects.*\/2\. Set/);
      await inVirtualTime(() => provider().up(outs, { name: NAME, cancelChildJobs: true }));
      assert.ok(provider().told.some(({ message }) => message === "cancelling 2 child jobs"));
    });

    it("checks child jobs on refresh only if some were active", async () => {
      addWithChild();
      const outs = await provider().create({ name: NAME });
      const active = await provider().refresh(outs);
      assert.deepEqual([active.activeChildJobs, active.desiredState], [outs.activeChildJobs, "STOPPED"]);
      fake().setCustomJobState(String(outs.activeChildJobs), "JOB_STATE_SUCCEEDED");
      const ended = await provider().refresh(active);
      assert.deepEqual([ended.activeChildJobs, ended.outcome], [[], "CANCELLED"]);
      assert.deepEqual(await callsOf(() => provider().refresh(ended)), ["pipelineJobs.get"]);
    });

    it("reports drift for active child jobs with cancelChildJobs", async () => {
      addWithChild();
      const outs = await provider().create({ name: NAME });
      const { desiredState } = await provider().refresh({ ...outs, cancelChildJobs: true });
      assert.equal(desiredState, "ACTIVE: 1 child job");
    });

    it("records child jobs that it cannot stop", async () => {
      addWithChild();
      fake().addFault({ apiMethod: "customJobs.cancel", fault: { status: 403 } });
      const failed = await partialOutputs(provider().create({ name: NAME, cancelChildJobs: true }));
      assert.match(failed.message, /aiplatform\.customJobs\.cancel/);
      assert.match(String(failed.activeChildJobs), /customJobs\/1$/);
      assert.equal(failed.outcome, undefined);
    });

    it("fails for child jobs that it has no permission to get only with cancelChildJobs", async () => {
      addWithChild();
      fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
      const outs = await provider().create({ name: NAME });
      assert.equal(outs.outcome, "CANCELLED");
      assert.match(provider().notes().join(), /^warning: whether child jobs of .* still run is not known/);
      await assert.rejects(
        provider().up(outs, { name: NAME, cancelChildJobs: true, triggers: [1] }),
        /aiplatform\.customJobs\.get/,
      );
    });
  });
});
