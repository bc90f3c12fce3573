import assert from "node:assert/strict";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { withMockedProgram } from "../support/mockedProgram";

describe("the classes of the resources", () => {
  withMockedProgram(() => "id-1", {});

  it("tell their own instances from all else, as policies and stack walks do", () => {
    const cancellation = new PipelineJobCancellation("typed", { pipelineJobId: "a" });
    const sweep = new JobSweep("typed", { selector: { allJobs: true } });
    for (const [type, own, other] of [
      [PipelineJobCancellation, cancellation, sweep],
      [JobSweep, sweep, cancellation],
    ] as const) {
      assert.equal(type.isInstance(own), true);
      for (const value of [other, {}, undefined, null, "text"]) assert.equal(type.isInstance(value), false);
      assert.equal(Reflect.get(own, "__pulumiType"), type.__pulumiType);
    }
  });

  it("say in one sentence that there is no get", () => {
    for (const type of [PipelineJobCancellation, JobSweep]) {
      assert.throws(() => type.get(), {
        message: `${type.name}.get is not available: declare the resource with new, or look at jobs with getJobs`,
      });
    }
  });
});
