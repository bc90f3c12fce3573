import assert from "node:assert/strict";
import { JobSweep, type SweptJob } from "../../src";
import { eventually } from "../support/eventually";
import { activeIds, addJobs, cancelledNames } from "../support/sweepJobs";
import { calls } from "../support/withFake";
import { withStack } from "../support/withStack";

const NEVER = Number.POSITIVE_INFINITY;
const LABELS = { environment: "pr-7" };

describe("JobSweep that times out", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();
  let stuck: string[];

  before(() => {
    addJobs(fake(), { prefix: "quick", count: 38, labels: LABELS });
    stuck = addJobs(fake(), { prefix: "stuck", count: 2, labels: LABELS, timeToCancelMs: NEVER });
    stack().program = async () => {
      const customTimeouts = { create: "3s" };
      new JobSweep("sweep", { selector: { labels: LABELS } }, { customTimeouts });
    };
  });
  beforeEach(() => fake().clearRequests());

  const recorded = async () => (await stack().recorded("sweep")).outputs;
  const counts = async () => {
    const { matched, cancelled, activeJobs } = await recorded();
    return { matched, cancelled, active: [...(activeJobs as string[])].sort() };
  };

  it("fails with the number of jobs, the active jobs, and the next step", async () => {
    const { output } = await stack().fails("up");
    assert.match(output, /timed out after 3s waiting for 40 jobs to stop: 38 have, 2 still active: .*\/stuck-\d/);
    assert.match(output, /Run `pulumi up` again to resume the wait, or allow more time with customTimeouts\.create/);
    assert.equal(new Set(cancelledNames(fake())).size, 40);
  });

  it("records the state of each job", async () => {
    assert.deepEqual(await counts(), { matched: undefined, cancelled: 38, active: stuck });
    const unsettled = ((await recorded()).jobs as SweptJob[]).slice(0, stuck.length);
    const known = {
      previousState: "PIPELINE_STATE_RUNNING",
      state: "PIPELINE_STATE_CANCELLING",
      cancelRequested: true,
    };
    assert.deepEqual(new Set(unsettled), new Set(stuck.map((name) => ({ name, ...known }))));
  });

  it("still needs an update after a refresh", async () => {
    await stack().refresh();
    assert.deepEqual(activeIds(fake()), ["stuck-1", "stuck-2"]);
    assert.deepEqual((await stack().preview()).steps, ["update sweep"]);
  });

  it("is resumed by the next up without a second cancel and then records the outcome of all jobs", async () => {
    const end = async () => {
      await eventually("a listing", () => calls(fake()).includes("pipelineJobs.list"));
      for (const name of stuck) fake().setPipelineJobState(name, "PIPELINE_STATE_CANCELLED");
    };
    const [{ steps }] = await Promise.all([stack().up(), end()]);
    assert.deepEqual(steps, ["update sweep"]);
    assert.deepEqual(cancelledNames(fake()), []);
    assert.deepEqual(await counts(), { matched: 40, cancelled: 40, active: [] });
    assert.deepEqual((await stack().up()).changes, { same: 2 });
  });
});
