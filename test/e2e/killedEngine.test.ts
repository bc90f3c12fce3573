import assert from "node:assert/strict";
import { EngineProcesses } from "../support/engineProcesses";
import { eventually } from "../support/eventually";
import { readyMadeProject } from "../support/projectFolder";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

const LOOK = "pipelineJobs.get";

/** The provider process notices within this time that its engine is dead: documented. */
const ORPHAN_LIVES_AT_MOST_MS = 10_000;

describe("a stack whose engine is killed during a wait", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({
    project: readyMadeProject,
    isInline: false,
    config: { "pulumi-vertex-jobs:jobs[0]": NAME },
  });
  const processes = new EngineProcesses();

  const looks = () => fake().requestsOf(LOOK).length;
  const cancels = () => fake().requestsOf("pipelineJobs.cancel").length;

  before(async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: Number.POSITIVE_INFINITY });
    const cli = stack().start("up", processes.environment);
    await eventually("a wait for the job", () => cancels() > 0 && calls(fake()).at(-1) === LOOK);
    cli.kill("SIGKILL");
    await cli.ended;
  });
  after(() => processes.end());

  it("has no running provider process after 10 seconds", async () => {
    await eventually("the end of the provider process", () => !processes.isProviderAlive, ORPHAN_LIVES_AT_MOST_MS);
  });

  it("is locked, and the CLI says how to unlock it", async () => {
    assert.match((await stack().fails("up")).output, /currently locked[\s\S]*pulumi cancel/);
  });

  it("recovers with cancel, up, and a refresh that clears pending creates", async () => {
    await stack().cancel();
    const looksBefore = looks();
    const cancelEndsMeanwhile = async () => {
      await eventually("a look at the job", () => looks() > looksBefore);
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
    };
    await Promise.all([stack().up(), cancelEndsMeanwhile()]);
    assert.equal(await stack().pendingOperations(), 1);

    await stack().refresh({ clearPendingCreates: true });
    assert.equal(await stack().pendingOperations(), 0);
    assert.deepEqual((await stack().up()).changes, { same: 2 });
    assert.equal(cancels(), 1);
    const ended = { outcome: "CANCELLED", state: "PIPELINE_STATE_CANCELLED" };
    assert.deepEqual((await stack().outputs()).jobs?.value, { [NAME]: ended });
  });
});
