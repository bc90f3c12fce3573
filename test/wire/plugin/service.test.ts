import assert from "node:assert/strict";
import packageJson from "../../../package.json";
import { PLUGIN } from "../../support/adapters";
import { ProviderProcess } from "../../support/wire";
import { WireEngine } from "../../support/wireEngine";
import { secret } from "../../support/wireProperties";
import { PLACE, withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const TYPES = ["JobCancellation", "JobSweep", "PipelineJobCancellation"].map((type) => `vertex-jobs:index:${type}`);

describe("the plugin process", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake({ requireAuthorization: "secret-token" });
  const run = withPlugin(fake);

  it("accepts secrets and supports previews", async () => {
    const { engine, config } = run();
    const provider = await run().start();
    assert.deepEqual(await provider.handshake(engine.address), { acceptsSecrets: true });
    assert.deepEqual(await provider.configure(config), { acceptsSecrets: true, supportsPreview: true });
  });

  it("has the version of the package", async () => {
    assert.equal(await (await run().start()).version(), packageJson.version);
  });

  it("answers with the schema of the package, which names its resources and its function", async () => {
    const schema = await (await run().start()).schema();
    assert.equal(schema.name, "vertex-jobs");
    assert.deepEqual(Object.keys(schema.resources as object).sort(), TYPES);
    assert.deepEqual(Object.keys(schema.functions as object), ["vertex-jobs:index:getJobs"]);
  });

  it("takes settings that are secret", async () => {
    const provider = await run().start({ accessToken: secret("secret-token"), project: secret("p") });
    provider.said = { urn: PLUGIN.urnOf("PipelineJobCancellation") };
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    const { outs } = await provider.create((await provider.check({}, { pipelineJobId: "a" })).inputs);
    assert.equal(outs.outcome, "CANCELLED");
  });

  it("reports to the engine that attaches to it", async () => {
    const engine = await new WireEngine().start();
    const provider = await ProviderProcess.startPlugin(undefined);
    try {
      await provider.attach(engine.address);
      await provider.configure(run().config);
      provider.said = { urn: PLUGIN.urnOf("PipelineJobCancellation") };
      const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
      await provider.create((await provider.check({}, { name })).inputs);
      assert.equal(engine.told[0]?.message, "PIPELINE_STATE_RUNNING");
    } finally {
      await provider.stop();
      engine.kill();
    }
  });

  it("refuses a resource that it does not have by name", async () => {
    const provider = run().about("JobSweep");
    provider.said = { urn: "urn:pulumi:s::p::vertex-jobs:index:JobFreezer::resource" };
    await assert.rejects(provider.check({}, {}), /has no resource JobFreezer: install the version that created it/);
  });

  it("finds the class of a resource that is in a component", async () => {
    const provider = run().about("JobSweep");
    provider.said = { urn: "urn:pulumi:s::p::app:index:Team$vertex-jobs:index:JobSweep::resource" };
    assert.deepEqual((await provider.check({}, { selector: { allJobs: true } })).failures, []);
  });

  it("serves each of two processes with the project of its own provider", async () => {
    const other = await run().start({ project: "q", region: "europe-west4" });
    other.said = { urn: PLUGIN.urnOf("PipelineJobCancellation") };
    const [mine, theirs] = [
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" }),
      fake().addPipelineJob({ project: "q", region: "europe-west4", pipelineJobId: "a" }),
    ];
    const outs = await Promise.all(
      [run().about("PipelineJobCancellation"), other].map(async (provider) => {
        const { inputs } = await provider.check({}, { pipelineJobId: "a" });
        return (await provider.create(inputs)).outs.name;
      }),
    );
    assert.deepEqual(outs, [mine, theirs]);
  });
});
