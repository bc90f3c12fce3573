import assert from "node:assert/strict";
import { initFailure } from "../../support/initFailure";
import { secret } from "../../support/wireProperties";
import { PLACE, withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const IDENTITY = { name: NAME, project: "p", region: "us-central1", pipelineJobId: "a" };
const SECRET_IDENTITY = Object.fromEntries(Object.entries(IDENTITY).map(([key, value]) => [key, secret(value)]));

const only = (keys: readonly string[], properties: Record<string, unknown>) =>
  Object.fromEntries(keys.map((key) => [key, properties[key]]));
const identityIn = (properties: Record<string, unknown>) => only(Object.keys(IDENTITY), properties);

describe("a secret input of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const run = withPlugin(fake);
  const add = (timeToCancelMs = 0) => fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs });

  it("is secret as a whole in inputs and outputs if any part of it is", async () => {
    add();
    const provider = run().about("PipelineJobCancellation");
    const args = { name: NAME, triggers: ["a", { key: secret("b") }] };
    const triggers = secret(["a", { key: "b" }]);
    const { inputs } = await provider.check({}, args);
    assert.deepEqual([inputs.triggers, identityIn(inputs)], [triggers, IDENTITY]);
    const { outs } = await provider.create(inputs);
    assert.deepEqual([outs.triggers, outs.outcome, identityIn(outs)], [triggers, "CANCELLED", IDENTITY]);
    assert.equal((await provider.diff(NAME, outs, inputs)).changes, false);

    const read = await provider.read(NAME, outs, inputs);
    assert.deepEqual([read.outs.triggers, read.inputs.triggers], [triggers, triggers]);
    const updated = await provider.update(NAME, read.outs, inputs);
    assert.deepEqual(updated.outs.triggers, triggers);
  });

  it("makes all parts of the job's name secret if one is", async () => {
    add();
    const provider = run().about("PipelineJobCancellation");
    const { inputs } = await provider.check({}, { pipelineJobId: secret("a") });
    assert.deepEqual(identityIn(inputs), SECRET_IDENTITY);
    const { outs } = await provider.create(inputs);
    assert.deepEqual(identityIn(outs), SECRET_IDENTITY);
    const read = await provider.read(NAME, outs, inputs);
    assert.deepEqual([identityIn(read.outs), identityIn(read.inputs)], [SECRET_IDENTITY, SECRET_IDENTITY]);
  });

  it("stays secret in what a failed create and a failed update leave", async () => {
    add(3_600_000);
    const provider = run().about("PipelineJobCancellation", { timeoutSeconds: 1 });
    const { inputs } = await provider.check({}, { name: secret(NAME), connection: { requestReason: "r" } });
    const failed = initFailure(await provider.create(inputs).catch((error: unknown) => error));
    assert.ok(failed);
    const again = initFailure(await provider.update(NAME, failed.outs, inputs).catch((error: unknown) => error));
    assert.ok(again);
    for (const { outs } of [failed, again]) {
      assert.deepEqual(identityIn(outs), SECRET_IDENTITY);
      assert.deepEqual(outs.connection, secret({ requestReason: "r" }));
      assert.equal(outs.state, "PIPELINE_STATE_CANCELLING");
    }
  });

  it("is not needed for a connection to be secret", async () => {
    add();
    const provider = run().about("PipelineJobCancellation");
    const connection = { requestReason: "r" };
    const { inputs } = await provider.check({}, { name: NAME, connection });
    const { outs } = await provider.create(inputs);
    const read = await provider.read(NAME, outs, inputs);
    for (const properties of [inputs, outs, read.outs, read.inputs]) {
      assert.deepEqual(properties.connection, secret(connection));
    }
  });

  it("does not make the outputs secret any more once the program gives it in the clear", async () => {
    add();
    const provider = run().about("PipelineJobCancellation");
    const before = await provider.check({}, { name: NAME, triggers: secret(["a"]) });
    const { outs } = await provider.create(before.inputs);
    const { inputs } = await provider.check(before.inputs, { name: NAME, triggers: ["a"] });
    assert.deepEqual((await provider.update(NAME, outs, inputs)).outs.triggers, ["a"]);
  });

  it("is in no message of a connection that can't be used", async () => {
    const provider = run().about("PipelineJobCancellation");
    const connection = secret({ accessToken: "canary token", credentials: "canary", requestTimeout: "canary" });
    const { failures } = await provider.check({}, { name: NAME, connection });
    assert.deepEqual(failures.map(([property]) => property).sort(), [
      "connection.accessToken",
      "connection.requestTimeout",
    ]);
    assert.doesNotMatch(JSON.stringify([failures, run().engine.told, provider.printed]), /canary/);
  });
});
