import assert from "node:assert/strict";
import { readyMadeProject } from "../support/projectFolder";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const PREFIX = "pulumi-vertex-jobs";
const JOBS = "projects/p/locations/us-central1/pipelineJobs";

describe("the ready-made stack", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({
    project: readyMadeProject,
    isInline: false,
    config: { [`${PREFIX}:jobs[0]`]: `${JOBS}/a`, [`${PREFIX}:jobs[1]`]: "b" },
  });

  before(() => {
    for (const pipelineJobId of ["a", "b"]) fake().addPipelineJob({ ...PLACE, pipelineJobId });
  });
  beforeEach(() => fake().clearRequests());

  it("stops the jobs of its config by name or ID and outputs how they ended", async () => {
    await stack().up();
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 2);
    const stopped = { outcome: "CANCELLED", state: "PIPELINE_STATE_CANCELLED" };
    assert.deepEqual((await stack().outputs()).jobs?.value, { [`${JOBS}/a`]: stopped, [`${JOBS}/b`]: stopped });
  });

  it("stops the jobs again on destroy when cancelOn contains delete", async () => {
    await stack().configure({ [`${PREFIX}:cancelOn[0]`]: "create", [`${PREFIX}:cancelOn[1]`]: "delete" });
    await stack().up();
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    await stack().destroy();
    assert.deepEqual(
      fake()
        .requestsOf("pipelineJobs.cancel")
        .map(({ path }) => path),
      [`/v1/${JOBS}/a:cancel`],
    );
  });
});
