import assert from "node:assert/strict";
import type { YamlProgram } from "../support/projectFolder";
import { activeIds, addJobs } from "../support/sweepJobs";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const sweep = (properties: object, more: Partial<YamlProgram> = {}): YamlProgram => ({
  ...more,
  resources: { strays: { type: "vertex-jobs:JobSweep", properties }, ...more.resources },
});
const labels = { environment: "pr-7" };
const args = { selector: { labels, displayName: "train*" }, exclude: { labels: { keep: "*" } } };

describe("a YAML program that sweeps jobs", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ yaml: sweep(args), fake: { timeToCancelMs: 0 } });

  before(() => {
    addJobs(fake(), { prefix: "stray", count: 3, labels, displayName: "train-1" });
    addJobs(fake(), { prefix: "kept", count: 1, labels: { ...labels, keep: "yes" }, displayName: "train-1" });
    addJobs(fake(), { prefix: "other", count: 1, labels, displayName: "test" });
  });

  it("lists in a preview what it would stop, and cancels nothing", async () => {
    const { output } = await stack().preview();
    assert.match(output, /would stop 3 jobs:/);
    assert.match(output, /us-central1\/stray-1 {2}train-1 {2}PIPELINE_STATE_RUNNING/);
    assert.deepEqual(new Set(calls(fake())), new Set(["pipelineJobs.list"]));
  });

  it("stops what the nested conditions select", async () => {
    await stack().up();
    assert.deepEqual(activeIds(fake()).sort(), ["kept-1", "other-1"]);
    const { outputs } = await stack().recorded("strays");
    assert.deepEqual([outputs.matched, outputs.cancelled], [3, 3]);
  });

  it("shows the path of a changed condition, and stops what matches now", async () => {
    stack().writeYaml(sweep({ ...args, selector: { labels, displayName: "t*" } }));
    const { output } = await stack().preview({ diff: true });
    assert.match(output, /displayName: "train\*" => "t\*"/);
    await stack().up();
    assert.deepEqual(activeIds(fake()), ["kept-1"]);
  });

  it("refuses every wrong input at once, each with its property", async () => {
    stack().writeYaml(sweep({ selector: { olderThan: "soon", labels: { "a b": "c" } }, maxJobs: 0 }));
    const { output } = await stack().fails("up");
    assert.match(output, /selector\.olderThan .*must be a duration/);
    assert.match(output, /selector\.labels\["a b"\] .*write "a-b"/);
    assert.match(output, /maxJobs .*must be a whole number above 0/);
  });

  it("lists jobs by a function of the package", async () => {
    const listing = { "fn::invoke": { function: "vertex-jobs:getJobs", arguments: { selector: { labels } } } };
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: YAML programs refer to values so.
    stack().writeYaml({
      variables: { found: listing },
      resources: {},
      outputs: { first: "${found.jobs[0].kind}" },
    });
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.
    await stack().up();
    assert.equal((await stack().outputs()).first?.value, "pipelineJobs");
  });

  it("stops the jobs on destroy that a sweep declares for then", async () => {
    stack().writeYaml(sweep({ ...args, cancelOn: ["delete"] }));
    addJobs(fake(), { prefix: "late", count: 2, labels, displayName: "train-2" });
    await stack().up();
    assert.equal(activeIds(fake()).length, 3);
    await stack().destroy();
    assert.deepEqual(activeIds(fake()), ["kept-1"]);
  });

  it("stops all jobs that a program selects by an output of another resource", async () => {
    const job = fake().addPipelineJob({ ...PLACE, pipelineJobId: "named" });
    const resources = {
      first: { type: "vertex-jobs:JobCancellation", properties: { name: job, cancelOn: ["delete"] } },
    };
    // biome-ignore lint/suspicious/noTemplateCurlyInString: YAML programs refer to resources so.
    stack().writeYaml(sweep({ selector: { names: ["${first.name}"] } }, { resources }));
    await stack().up();
    assert.equal(fake().pipelineJob(job)?.state, "PIPELINE_STATE_CANCELLED");
    await stack().destroy();
  });
});
