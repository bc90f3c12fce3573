import assert from "node:assert/strict";
import { NAME, withCancellation } from "../../support/withCancellation";
import { PLACE } from "../../support/withFake";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add } = withCancellation();

  describe("child jobs", () => {
    const addWithChild = () => {
      const job = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
      add({ jobDetail: { taskDetails: [{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }] } });
    };

    it("that run on are reported with a warning", async () => {
      addWithChild();
      const outs = await provider().create({ name: NAME });
      assert.equal(outs.outcome, "CANCELLED");
      assert.match(String(outs.activeChildJobs), /customJobs\/1$/);
      assert.match(
        provider().notes().join(),
        /^warning: 1 child job of .*\/a still active: .*customJobs\/1\. Set cancelChildJobs/,
      );
    });

    it("are stopped with cancelChildJobs, also when that is set later", async () => {
      addWithChild();
      const outs = await provider().create({ name: NAME });
      const now = await provider().up(outs, { name: NAME, cancelChildJobs: true });
      assert.deepEqual(
        [now.activeChildJobs, now.outcome, now.previousState],
        [[], "CANCELLED", "PIPELINE_STATE_RUNNING"],
      );
      assert.equal(fake().requestsOf("customJobs.cancel").length, 1);
    });

    it("that may not be looked at are no failure unless they are to be stopped", async () => {
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
