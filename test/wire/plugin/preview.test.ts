import assert from "node:assert/strict";
import { SWEEP_OUTPUTS } from "../../../src/provider/jobSweep/outputs";
import { PLUGIN } from "../../support/adapters";
import { addJobs } from "../../support/sweepJobs";
import { secret, UNKNOWN } from "../../support/wireProperties";
import { calls, PLACE, withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const ALL = { selector: { allJobs: true } };

describe("the preview of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const run = withPlugin(fake);
  const told = () => run().engine.told.map(({ message, urn, ephemeral }) => [urn, ephemeral, message.split("\n")[0]]);

  it("lists at the URN of a new sweep what it would stop, and answers with outputs that are not known", async () => {
    addJobs(fake(), { prefix: "job", count: 2 });
    const provider = run().about("JobSweep", { isPreview: true });
    const { inputs } = await provider.check({}, ALL);
    const { id, outs } = await provider.create(inputs);
    assert.equal(id, "");
    assert.deepEqual(outs, { ...inputs, ...Object.fromEntries(SWEEP_OUTPUTS.map((key) => [key, UNKNOWN])) });
    assert.deepEqual(told(), [[PLUGIN.urnOf("JobSweep"), false, "would stop 2 jobs:"]]);
    assert.deepEqual(calls(fake()), ["pipelineJobs.list"]);
  });

  it("lists what an update of a sweep would stop", async () => {
    const [active = ""] = addJobs(fake(), { prefix: "job", count: 1 });
    const provider = run().about("JobSweep", { isPreview: true });
    const { inputs } = await provider.check({}, ALL);
    const recorded = { ...inputs, matched: 0, cancelled: 0, activeJobs: [active] };
    const { outs } = await provider.update("id", recorded, inputs);
    assert.deepEqual([outs.matched, outs.activeJobs], [UNKNOWN, UNKNOWN]);
    assert.deepEqual(told(), [[PLUGIN.urnOf("JobSweep"), false, "would stop 1 job:"]]);
    assert.deepEqual(calls(fake()), ["pipelineJobs.list"]);
  });

  it("keeps the outputs that are known when an update sends nothing", async () => {
    const provider = run().about("JobSweep", { isPreview: true });
    const { inputs } = await provider.check({}, ALL);
    const recorded = { ...inputs, matched: 3, cancelled: 3, activeJobs: [] };
    const { inputs: news } = await provider.check(inputs, { ...ALL, maxJobs: 7 });
    const { outs } = await provider.update("id", recorded, news);
    assert.deepEqual(outs, { ...recorded, maxJobs: 7 });
    assert.deepEqual([calls(fake()), told()], [[], []]);
  });

  it("says that a selector is not known yet, and sends nothing", async () => {
    const provider = run().about("JobSweep", { isPreview: true });
    const { inputs } = await provider.check({}, { selector: { labels: { env: UNKNOWN } } });
    await provider.create(inputs);
    assert.match(String(told()[0]?.[2]), /^which jobs would be stopped can't be told yet: an input is not known/);
    assert.deepEqual(calls(fake()), []);
  });

  it("says why it can't tell, and goes on", async () => {
    fake().addFault({ fault: { status: 403 } });
    const provider = run().about("JobSweep", { isPreview: true });
    const { inputs } = await provider.check({}, ALL);
    const { outs } = await provider.create(inputs);
    assert.equal(outs.matched, UNKNOWN);
    assert.match(String(told()[0]?.[2]), /^which jobs would be stopped can't be told: .*HTTP 403/);
  });

  it("sends nothing for a cancellation, whose outputs are not known", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    const provider = run().about("PipelineJobCancellation", { isPreview: true });
    const { inputs } = await provider.check({}, { name });
    const { outs } = await provider.create(inputs);
    assert.deepEqual([outs.name, outs.state, outs.outcome], [name, UNKNOWN, UNKNOWN]);
    const updated = await provider.update(name, { ...inputs, state: "PIPELINE_STATE_RUNNING" }, inputs);
    assert.equal(updated.outs.outcome, UNKNOWN);
    assert.deepEqual([calls(fake()), told()], [[], []]);
  });

  it("passes inputs that are not known, and keeps them secret", async () => {
    const provider = run().about("PipelineJobCancellation", { isPreview: true });
    const { inputs, failures } = await provider.check({}, { name: secret(UNKNOWN), triggers: [UNKNOWN] });
    assert.deepEqual(failures, []);
    const { outs } = await provider.create(inputs);
    assert.deepEqual([outs.name, outs.triggers, outs.state], [secret(UNKNOWN), [UNKNOWN], UNKNOWN]);
  });
});
