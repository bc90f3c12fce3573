import assert from "node:assert/strict";
import { once } from "node:events";
import { EngineProcesses } from "../support/engineProcesses";
import { eventually } from "../support/eventually";
import { readyMadeProject } from "../support/projectFolder";
import { activeIds, addJobs, cancelledNames } from "../support/sweepJobs";
import { calls } from "../support/withFake";
import { withStack } from "../support/withStack";

const PREFIX = "pulumi-vertex-pipeline-jobs:sweep";
const LABELS = { environment: "pr-7" };

describe("an engine that was killed in the middle of a sweep", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({
    project: readyMadeProject,
    isInline: false,
    config: {
      [`${PREFIX}.selector.labels.environment`]: LABELS.environment,
      [`${PREFIX}.exclude.labels.keep`]: "*",
      [`${PREFIX}.regions[0]`]: "us-central1",
      [`${PREFIX}.regions[1]`]: "europe-west4",
    },
  });
  const processes = new EngineProcesses();
  let jobs: string[];

  before(async () => {
    const forEver = { labels: LABELS, timeToCancelMs: Number.POSITIVE_INFINITY };
    jobs = [
      ...addJobs(fake(), { prefix: "here", count: 40, ...forEver }),
      ...addJobs(fake(), { prefix: "there", count: 4, region: "europe-west4", ...forEver }),
    ];
    addJobs(fake(), { prefix: "kept", count: 1, labels: { ...LABELS, keep: "yes" } });
    const cli = stack().start("up", processes.environment);
    await eventually(
      "all cancels",
      () => cancelledNames(fake()).length === jobs.length && calls(fake()).at(-1) !== "pipelineJobs.batchCancel",
    );
    cli.kill("SIGKILL");
    await once(cli, "exit");
  });
  after(() => processes.end());

  it("is made good by cancel and up, without a second cancel of any job", async () => {
    await eventually("the end of the provider process", () => !processes.isProviderAlive);
    await stack().cancel();
    fake().clearRequests();
    const end = async () => {
      await eventually("a listing of each region", () => calls(fake()).length >= 2);
      for (const name of jobs) fake().setPipelineJobState(name, "PIPELINE_STATE_CANCELLED");
    };
    await Promise.all([stack().up(), end()]);
    assert.deepEqual(cancelledNames(fake()), []);
    assert.deepEqual(activeIds(fake()), ["kept-1"]);
  });

  it("has lost no job from the state", async () => {
    await stack().refresh({ clearPendingCreates: true });
    assert.deepEqual((await stack().up()).changes, { same: 2 });
    const { sweep } = await stack().outputs();
    assert.deepEqual(sweep?.value, { activeJobs: [], cancelled: jobs.length, completed: 0, matched: jobs.length });
  });
});
