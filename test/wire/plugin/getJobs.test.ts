import assert from "node:assert/strict";
import { addJobs } from "../../support/sweepJobs";
import { secret, UNKNOWN } from "../../support/wireProperties";
import { calls, PLACE, withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const GET_JOBS = "vertex-jobs:index:getJobs";

describe("getJobs of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const run = withPlugin(fake);
  const invoke = (args: Record<string, unknown>, token = GET_JOBS) => run().about("JobSweep").invoke(token, args);

  it("returns jobs in the provider's project and region, the newest first", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "old", labels: { env: "qa" }, state: "PIPELINE_STATE_FAILED" });
    addJobs(fake(), { prefix: "other", count: 1, region: "us-east1" });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "new", displayName: "New" });
    const { result, failures } = await invoke({});
    assert.deepEqual(failures, []);
    const jobs = result.jobs as Record<string, unknown>[];
    assert.deepEqual(
      jobs.map(({ jobId, kind, region, state, name }) => [jobId, kind, region, state, name]),
      [
        ["new", "PIPELINE_STATE_RUNNING"],
        ["old", "PIPELINE_STATE_FAILED"],
      ].map(([id, state]) => [
        id,
        "pipelineJobs",
        "us-central1",
        state,
        `projects/p/locations/us-central1/pipelineJobs/${id}`,
      ]),
    );
    const [newest, oldest] = jobs as [{ displayName: string }, { labels: Record<string, string> }];
    assert.deepEqual([newest.displayName, oldest.labels.env], ["New", "qa"]);
  });

  it("takes every argument, secret ones too", async () => {
    addJobs(fake(), { prefix: "job", count: 3, region: "us-east1", labels: { env: "qa" } });
    addJobs(fake(), { prefix: "kept", count: 1, region: "us-east1", labels: { env: "qa", keep: "yes" } });
    fake().addCustomJob({ project: "p", region: "us-east1", customJobId: "1" });
    const { result } = await invoke({
      kinds: ["pipelineJobs"],
      project: secret("p"),
      regions: ["us-east1"],
      selector: { labels: { env: secret("qa") } },
      exclude: { labels: { keep: "*" } },
      limit: 2,
      connection: { accessToken: "t" },
    });
    assert.deepEqual(
      (result.jobs as { jobId: string }[]).map(({ jobId }) => jobId),
      ["job-3", "job-2"],
    );
  });

  it("names all arguments that can't be used at once", async () => {
    const { failures } = await invoke({ selector: { label: "a" }, limit: 0, filter: "x", gcpProvider: {} });
    assert.deepEqual(failures.map(([property]) => property).sort(), [
      "filter",
      "gcpProvider",
      "limit",
      "selector.label",
    ]);
    assert.deepEqual(calls(fake()), []);
  });

  it("returns jobs that are not known for arguments that are not known", async () => {
    assert.deepEqual((await invoke({ selector: { labels: { env: UNKNOWN } } })).result, { jobs: UNKNOWN });
    assert.deepEqual(calls(fake()), []);
  });

  it("fails with what the service says and what to do", async () => {
    fake().addFault({ fault: { status: 403 } });
    await assert.rejects(invoke({}), /cannot list .*: HTTP 403 PERMISSION_DENIED/);
  });

  it("is the only function", async () => {
    await assert.rejects(invoke({}, "vertex-jobs:index:stopJobs"), /there is no function vertex-jobs:index:stopJobs/);
  });
});
