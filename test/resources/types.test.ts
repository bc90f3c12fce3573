import assert from "node:assert/strict";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { withMockedProgram } from "../support/mockedProgram";

describe("a resource class", () => {
  withMockedProgram(() => "id-1", {});

  it("recognizes only its own instances", () => {
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

  it("says in one sentence that get is not available", () => {
    for (const type of [PipelineJobCancellation, JobSweep]) {
      assert.throws(() => type.get(), {
        message: `${type.name}.get is not available: declare the resource with new, or look at jobs with getJobs`,
      });
    }
  });
});
