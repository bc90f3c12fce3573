import assert from "node:assert/strict";
import { ADAPTERS } from "../support/adapters";
import { initFailure } from "../support/initFailure";
import { calls, PLACE, withFake } from "../support/withFake";
import { withProvider } from "../support/withProvider";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

for (const adapter of ADAPTERS) {
  describe(adapter.title, function () {
    const raw = { name: NAME, ...adapter.inputsOf("PipelineJobCancellation") };
    const { __provider: provided } = raw as { __provider?: string };
    const urn = adapter.urnOf("PipelineJobCancellation");
    this.timeout(30_000);
    this.slow(5_000);
    const fake = withFake();
    const { engine, provider } = withProvider(adapter, "PipelineJobCancellation", fake);

    const add = (timeToCancelMs = 0) => fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs });
    const inputsOf = async (args: Record<string, unknown> = {}) =>
      (await provider().check({}, { ...raw, ...args })).inputs;

    it("handles check, create, diff, read, update, and delete", async () => {
      add(1_500);
      const inputs = await inputsOf({ cancelOn: ["create", "delete"] });
      const { id, outs } = await provider().create(inputs);
      assert.equal(id, NAME);
      assert.deepEqual([outs.outcome, outs.state], ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
      assert.equal(outs.__provider, provided);
      assert.deepEqual(await provider().diff(id, outs, inputs), { changes: false, replaces: [] });

      add();
      const read = await provider().read(id, outs);
      assert.deepEqual(
        [read.id, read.outs.state, read.inputs.desiredState],
        [NAME, "PIPELINE_STATE_RUNNING", "ACTIVE: PIPELINE_STATE_RUNNING"],
      );
      assert.equal(read.inputs.__provider, provided);
      assert.deepEqual(await provider().diff(id, read.outs, inputs), { changes: true, replaces: [] });
      const updated = await provider().update(id, read.outs, inputs);
      assert.equal(updated.outs.outcome, "CANCELLED");

      add();
      await provider().delete(id, updated.outs);
      assert.equal(fake().pipelineJob(NAME)?.state, "PIPELINE_STATE_CANCELLED");
      assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 3);
    });

    it("reports the job state to the engine at the URN of the resource", async () => {
      add(1_500);
      await provider().create(await inputsOf());
      const [first] = engine().told;
      const message = "PIPELINE_STATE_RUNNING";
      assert.deepEqual(first, { severity: "info", message, urn, ephemeral: true });
    });

    it("reports all failures of a check at once", async () => {
      const { failures } = await provider().check({}, { ...raw, name: "job", cancelOn: ["x"] });
      assert.deepEqual(
        failures.map(([property]) => property),
        ["name", "cancelOn"],
      );
      assert.deepEqual(calls(fake()), []);
    });

    it("keeps a resource that timed out in the state and resumes its wait", async () => {
      add(3_600_000);
      const inputs = await inputsOf();
      provider().said = { urn: urn, timeoutSeconds: 1 };
      const error: unknown = await provider()
        .create(inputs)
        .catch((failure: unknown) => failure);
      const failed = initFailure(error);
      assert.ok(failed);
      assert.equal(failed.id, NAME);
      assert.match(
        failed.reasons.join(),
        /^timed out after 1s waiting for .*\/a to stop: last state PIPELINE_STATE_CANCELLING/,
      );
      assert.equal(failed.outs.__provider, provided);
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
      const { outs } = await provider().update(NAME, failed.outs, inputs);
      assert.equal(outs.outcome, "CANCELLED");
      assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
    });

    it("fails with a message that contains no stack trace and no access token", async () => {
      fake().addFault({ fault: { status: 403 } });
      const inputs = await inputsOf({ cancelOn: ["delete"] });
      const outs = { ...inputs, outcome: "DEFERRED", state: "PIPELINE_STATE_RUNNING" };
      const failures = [provider().create(inputs), provider().read(NAME, outs), provider().delete(NAME, outs)];
      for (const failing of failures) await assert.rejects(failing, /cannot get .*\/a: HTTP 403 PERMISSION_DENIED/);
      assert.doesNotMatch(provider().printed.join("\n"), /^\s+at |secret-token/m);
    });

    it("exits and sends no further request when the engine is gone", async () => {
      add(3_600_000);
      const waiting = provider()
        .create(await inputsOf())
        .catch(() => "ended");
      while (fake().requestsOf("pipelineJobs.cancel").length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      engine().kill();
      // What was on its way may arrive.
      await new Promise((resolve) => setTimeout(resolve, 200));
      fake().clearRequests();
      await provider().exited;
      assert.equal(await waiting, "ended");
      assert.deepEqual(calls(fake()), []);
    });
  });
}
