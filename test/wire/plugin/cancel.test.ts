import assert from "node:assert/strict";
import { eventually } from "../../support/eventually";
import { initFailure } from "../../support/initFailure";
import { addJobs, cancelledNames } from "../../support/sweepJobs";
import type { ProviderProcess } from "../../support/wire";
import { calls, PLACE, withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const HOUR_MS = 3_600_000;

describe("Cancel of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const run = withPlugin(fake);
  const add = () => fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: HOUR_MS });
  const errorOf = (failing: Promise<unknown>) =>
    failing.then(
      () => assert.fail("it did not fail"),
      (error: unknown) => error,
    );

  /** Waits until nothing that was on its way can arrive any more. */
  async function clearRequests(provider: ProviderProcess): Promise<void> {
    await provider.version();
    fake().clearRequests();
  }

  it("ends a wait with what is known, and the next process resumes it without a second cancellation", async () => {
    const name = add();
    const provider = run().about("PipelineJobCancellation");
    const { inputs } = await provider.check({}, { name });
    const created = errorOf(provider.create(inputs));
    await eventually("cancellation is asked for", () => fake().requestsOf("pipelineJobs.cancel").length > 0);
    await provider.cancel();
    const failed = initFailure(await created);
    assert.ok(failed);
    assert.equal(failed.id, name);
    assert.match(failed.reasons.join(), /aborted.*Run `pulumi up` again to resume the wait/);
    assert.deepEqual([failed.outs.__cancelRequested, "outcome" in failed.outs], [true, false]);
    assert.match(String(failed.outs.desiredState), /^ACTIVE: PIPELINE_STATE_/);

    await clearRequests(provider);
    assert.match(String(await errorOf(provider.update(name, failed.outs, inputs))), /aborted/);
    assert.deepEqual(calls(fake()), []);

    fake().setPipelineJobState(name, "PIPELINE_STATE_CANCELLED");
    const next = await run().start();
    next.said = provider.said;
    assert.deepEqual((await next.detailedDiff(name, failed.outs, inputs)).paths, { desiredState: "UPDATE" });
    const { outs } = await next.update(name, failed.outs, inputs);
    assert.deepEqual([outs.outcome, outs.desiredState, "__cancelRequested" in outs], ["CANCELLED", "STOPPED", false]);
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
  });

  it("ends the wait of a sweep with the jobs that are known", async () => {
    const names = addJobs(fake(), { prefix: "job", count: 3, timeToCancelMs: HOUR_MS });
    const provider = run().about("JobSweep");
    const { inputs } = await provider.check({}, { selector: { allJobs: true } });
    const created = errorOf(provider.create(inputs));
    await eventually("cancellation is asked for", () => cancelledNames(fake()).length === names.length);
    await eventually("a look has shown it", () => run().engine.told.some(({ message }) => /cancelling/.test(message)));
    await provider.cancel();
    const failed = initFailure(await created);
    assert.ok(failed);
    assert.deepEqual((failed.outs.activeJobs as string[]).sort(), names);
    assert.equal(failed.outs.desiredState, "ACTIVE: 3 jobs");

    for (const name of names) fake().setPipelineJobState(name, "PIPELINE_STATE_CANCELLED");
    const next = await run().start();
    next.said = provider.said;
    const { outs } = await next.update(failed.id, failed.outs, inputs);
    assert.deepEqual([outs.matched, outs.cancelled, outs.activeJobs], [3, 3, []]);
    assert.equal(cancelledNames(fake()).length, names.length);
  });

  it("leaves nothing in the state of a resource whose job was not seen yet", async () => {
    const provider = run().about("PipelineJobCancellation");
    const { inputs } = await provider.check({}, { name: add() });
    fake().addFault({ fault: { stall: true } });
    const created = errorOf(provider.create(inputs));
    await eventually("the job is looked at", () => calls(fake()).length > 0);
    await provider.cancel();
    const failure = await created;
    assert.match(String(failure), /aborted/);
    assert.equal(initFailure(failure), undefined);
  });

  it("ends a delete, a read, and a listing with plain errors", async () => {
    const provider = run().about("PipelineJobCancellation");
    const name = add();
    const { inputs } = await provider.check({}, { name, cancelOn: ["delete"] });
    await provider.cancel();
    await clearRequests(provider);
    for (const failing of [
      provider.delete(name, inputs),
      provider.read(name, inputs),
      provider.invoke("vertex-jobs:index:getJobs", {}),
    ]) {
      const failure = await errorOf(failing);
      assert.match(String(failure), /aborted/);
      assert.equal(initFailure(failure), undefined);
    }
    assert.deepEqual(calls(fake()), []);
  });
});

describe("the timeout of a request to the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const run = withPlugin(fake);

  it("limits create, update, delete, and read, and the message names the option", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: HOUR_MS });
    const provider = run().about("PipelineJobCancellation", { timeoutSeconds: 1 });
    const { inputs } = await provider.check({}, { name, cancelOn: ["create", "delete"] });
    const recorded = { ...inputs, state: "PIPELINE_STATE_RUNNING", previousState: "PIPELINE_STATE_RUNNING" };
    const created: unknown = await provider.create(inputs).catch((error: unknown) => error);
    assert.match(initFailure(created)?.reasons.join() ?? "", /timed out after 1s.*customTimeouts\.create/);
    const updated: unknown = await provider.update(name, recorded, inputs).catch((error: unknown) => error);
    assert.match(initFailure(updated)?.reasons.join() ?? "", /timed out after 1s.*customTimeouts\.update/);
    await assert.rejects(provider.delete(name, recorded), /timed out after 1s.*customTimeouts\.delete/);
    fake().addFault({ fault: { status: 503 } });
    await assert.rejects(provider.read(name, recorded), /timed out after 1s.*pulumi refresh/);
  });
});
