import assert from "node:assert/strict";
import { DYNAMIC } from "../support/adapters";
import { addJobs } from "../support/sweepJobs";
import { calls, withFake } from "../support/withFake";
import { withProvider } from "../support/withProvider";

describe("the check of a new JobSweep in a dry run of the dynamic provider process", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const { engine, provider } = withProvider(DYNAMIC, "JobSweep", fake);

  it("reports at the URN of the resource which jobs would be stopped, and marks the inputs", async () => {
    addJobs(fake(), { prefix: "job", count: 2 });
    const raw = { selector: { allJobs: true }, ...DYNAMIC.inputsOf("JobSweep") };
    const { inputs } = await provider().check({}, { ...raw, __dryRun: true });
    assert.equal(inputs.__dryRun, true);
    assert.deepEqual(calls(fake()), ["pipelineJobs.list"]);
    const [told, ...others] = engine().told;
    assert.deepEqual([told?.urn, told?.ephemeral, others], [DYNAMIC.urnOf("JobSweep"), false, []]);
    assert.match(told?.message ?? "", /^would stop 2 jobs:\n/);
  });
});
