import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

describe("the project from the environment", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { projectNumber: "123456789012" } });

  before(async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    stack().program = async () => {
      new PipelineJobCancellation("job", { pipelineJobId: "a" });
    };
    await stack().unconfigure("gcp:project");
  });

  it("is used by default", async () => {
    stack().setVariable("GOOGLE_PROJECT", PLACE.project);
    await stack().up();
    const { name, outcome } = (await stack().recorded("job")).outputs;
    assert.deepEqual([name, outcome], ["projects/p/locations/us-central1/pipelineJobs/a", "CANCELLED"]);
  });

  it("stays the same when another machine sets the project number", async () => {
    stack().setVariable("GOOGLE_PROJECT", "123456789012");
    assert.deepEqual((await stack().up()).changes, { same: 2 });
  });

  it("is ignored when the config sets a project", async () => {
    await stack().configure({ "gcp:project": "another-project" });
    const { steps } = await stack().preview();
    assert.ok(steps.includes("replace job"), steps.join(", "));
  });
});
