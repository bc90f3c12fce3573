import assert from "node:assert/strict";
import { EngineProcesses } from "../support/engineProcesses";
import { eventually } from "../support/eventually";
import { readyMadeProject } from "../support/projectFolder";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const PREFIX = "pulumi-vertex-jobs";
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("a stack whose engine is killed during destroy", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({
    project: readyMadeProject,
    isInline: false,
    config: { [`${PREFIX}:jobs[0]`]: NAME, [`${PREFIX}:cancelOn[0]`]: "delete" },
  });
  const processes = new EngineProcesses();

  const looks = () => fake().requestsOf("pipelineJobs.get").length;
  const cancels = () => fake().requestsOf("pipelineJobs.cancel").length;

  before(async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: Number.POSITIVE_INFINITY });
    await stack().up();
    const looksBefore = looks();
    const cli = stack().start("destroy", processes.environment);
    await eventually("a long wait for the job", () => cancels() > 0 && looks() > looksBefore + 5);
    cli.kill("SIGKILL");
    await cli.ended;
  });
  after(() => processes.end());

  it("has no running provider process after 10 seconds", async () => {
    await eventually("the end of the provider process", () => !processes.isProviderAlive, 10_000);
  });

  it("recovers with pulumi cancel and destroy and sends no second cancel request", async () => {
    await stack().cancel();
    const looksBefore = looks();
    const cancelEndsMeanwhile = async () => {
      await eventually("a look at the job", () => looks() > looksBefore);
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED");
    };
    await Promise.all([stack().destroy(), cancelEndsMeanwhile()]);
    assert.equal(cancels(), 1);
    assert.deepEqual(await stack().outputs(), {});
  });
});
