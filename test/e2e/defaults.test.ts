import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

describe("a project that the environment names", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { projectNumber: "123456789012" } });

  before(async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    stack().program = async () => {
      new PipelineJobCancellation("job", { pipelineJobId: "a" });
    };
    await stack().unconfigure("gcp:project");
  });

  it("is used", async () => {
    stack().setVariable("GOOGLE_PROJECT", PLACE.project);
    await stack().up();
    const { name, outcome } = (await stack().recorded("job")).outputs;
    assert.deepEqual([name, outcome], ["projects/p/locations/us-central1/pipelineJobs/a", "CANCELLED"]);
  });

  it("stays what it was when another machine names it by its number", async () => {
    stack().setVariable("GOOGLE_PROJECT", "123456789012");
    assert.deepEqual((await stack().up()).changes, { same: 2 });
  });

  it("gives way to the config", async () => {
    await stack().configure({ "gcp:project": "another-project" });
    const { steps } = await stack().preview();
    assert.ok(steps.includes("replace job"), steps.join(", "));
  });
});
