import assert from "node:assert/strict";
import { ADAPTERS } from "../support/adapters";
import { initFailure } from "../support/initFailure";
import { activeIds, addJobs, cancelledNames } from "../support/sweepJobs";
import { calls, withFake } from "../support/withFake";
import { withProvider } from "../support/withProvider";

const ID = "projects/p/jobSweeps/resource";
const LABELS = { environment: "pr-7" };
const ARGS = {
  selector: { labels: LABELS },
  exclude: { labels: { keep: "*" } },
};

for (const adapter of ADAPTERS) {
  describe(`${adapter.title} with a JobSweep`, function () {
    const raw = { ...ARGS, ...adapter.inputsOf("JobSweep") };
    const { __provider: provided } = raw as { __provider?: string };
    const urn = adapter.urnOf("JobSweep");
    this.timeout(30_000);
    this.slow(8_000);
    const fake = withFake();
    const { engine, provider } = withProvider(adapter, "JobSweep", fake);

    const inputsOf = async (args: Record<string, unknown> = {}) =>
      (await provider().check({}, { ...raw, ...args })).inputs;

    it("handles check, create, diff, read, update, and delete", async () => {
      addJobs(fake(), { prefix: "job", count: 40, labels: LABELS });
      addJobs(fake(), { prefix: "kept", count: 1, labels: { ...LABELS, keep: "yes" } });
      const inputs = await inputsOf({ cancelOn: ["create", "delete"] });
      const { id, outs } = await provider().create(inputs);
      assert.equal(id, ID);
      assert.deepEqual([outs.matched, outs.cancelled, outs.activeJobs], [40, 40, []]);
      assert.equal(outs.__provider, provided);
      assert.deepEqual(await provider().diff(id, outs, inputs), { changes: false, replaces: [] });

      const [stray] = addJobs(fake(), { prefix: "stray", count: 1, labels: LABELS });
      const read = await provider().read(id, outs);
      assert.deepEqual([read.id, read.outs.activeJobs, read.inputs.desiredState], [ID, [stray], "ACTIVE: 1 job"]);
      assert.equal(read.inputs.__provider, provided);
      assert.deepEqual(await provider().diff(id, read.outs, inputs), { changes: true, replaces: [] });
      const updated = await provider().update(id, read.outs, inputs);
      assert.deepEqual([updated.outs.matched, updated.outs.cancelled, updated.outs.activeJobs], [1, 1, []]);
      assert.deepEqual(activeIds(fake()), ["kept-1"]);

      addJobs(fake(), { prefix: "late", count: 2, labels: LABELS });
      await provider().delete(id, updated.outs);
      assert.deepEqual(activeIds(fake()), ["kept-1"]);
      assert.equal(cancelledNames(fake()).length, 43);
    });

    it("reports the number of stopped jobs to the engine at the URN of the resource", async () => {
      addJobs(fake(), { prefix: "job", count: 2, labels: LABELS, timeToCancelMs: 1_500 });
      await provider().create(await inputsOf());
      const [first] = engine().told;
      const message = "0 of 2 stopped, 2 cancelling";
      assert.deepEqual(first, { severity: "info", message, urn: urn, ephemeral: true });
    });

    it("reports all failures of a check at once", async () => {
      const bad = { selector: {}, maxJobs: 0, regions: [] };
      const { failures } = await provider().check({}, { ...raw, ...bad });
      const properties = failures.map(([property]) => property);
      assert.deepEqual(properties.sort(), ["maxJobs", "regions", "selector"]);
      assert.deepEqual(calls(fake()), []);
    });

    it("keeps a sweep that timed out in the state, with all that is known, and resumes its wait", async () => {
      const [stuck = ""] = addJobs(fake(), { prefix: "stuck", count: 1, labels: LABELS, timeToCancelMs: 3_600_000 });
      addJobs(fake(), { prefix: "job", count: 2, labels: LABELS });
      const inputs = await inputsOf();
      provider().said = { urn: urn, timeoutSeconds: 1 };
      const failed = initFailure(
        await provider()
          .create(inputs)
          .catch((failure: unknown) => failure),
      );
      assert.ok(failed);
      assert.equal(failed.id, ID);
      assert.match(
        failed.reasons.join(),
        /^timed out after 1s waiting for 3 jobs to stop: 2 have, 1 still active: .*\/stuck-1/,
      );
      assert.deepEqual([failed.outs.cancelled, failed.outs.activeJobs], [2, [stuck]]);
      assert.equal(failed.outs.__provider, provided);
      assert.ok(!("matched" in failed.outs));

      fake().setPipelineJobState(stuck, "PIPELINE_STATE_CANCELLED");
      assert.deepEqual(await provider().diff(ID, failed.outs, inputs), { changes: true, replaces: [] });
      const { outs } = await provider().update(ID, failed.outs, inputs);
      assert.deepEqual([outs.matched, outs.cancelled, outs.activeJobs], [3, 3, []]);
      assert.equal(cancelledNames(fake()).length, 3);
    });

    it("fails with a message that contains no stack trace and no access token", async () => {
      fake().addFault({ fault: { status: 403 } });
      const inputs = await inputsOf({ cancelOn: ["delete"] });
      const outs = { ...inputs, matched: 1, activeJobs: [] };
      const failures = [provider().create(inputs), provider().read(ID, outs), provider().delete(ID, outs)];
      for (const failing of failures) await assert.rejects(failing, /cannot list .*: HTTP 403 PERMISSION_DENIED/);
      assert.doesNotMatch(provider().printed.join("\n"), /^\s+at |secret-token/m);
    });

    it("exits and sends no further request when the engine is gone", async () => {
      addJobs(fake(), { prefix: "job", count: 40, labels: LABELS, timeToCancelMs: 3_600_000 });
      const waiting = provider()
        .create(await inputsOf())
        .catch(() => "ended");
      while (cancelledNames(fake()).length < 40) await new Promise((resolve) => setTimeout(resolve, 20));
      engine().kill();
      await provider().exited;
      fake().clearRequests();
      assert.equal(await waiting, "ended");
      assert.deepEqual(calls(fake()), []);
    });
  });
}
