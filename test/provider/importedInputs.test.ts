import assert from "node:assert/strict";
import type { CommonInputs } from "../../src/provider/commonInputs";
import type { Definition } from "../../src/provider/definition";
import { importedInputs } from "../../src/provider/importedInputs";
import { JOB_CANCELLATION, PIPELINE_JOB_CANCELLATION } from "../../src/provider/jobCancellation/definition";
import { DeclaredPauses } from "../../src/provider/jobSweep/declaredPauses";
import { JOB_SWEEP } from "../../src/provider/jobSweep/definition";
import { settingsOf } from "../support/resourceDriver";

const PIPELINE_JOB = "projects/p/locations/us-central1/pipelineJobs/a";
const CUSTOM_JOB = "projects/p/locations/us-central1/customJobs/1";

const context = {
  settings: settingsOf({ "gcp:project": "other" }),
  connect: () => assert.fail("nothing is sent"),
  log: async () => {},
  declaredPauses: new DeclaredPauses(),
};
const imported = <I extends CommonInputs, F extends object>(definition: Definition<I, F>, id: string) =>
  importedInputs(definition, id, context);

describe("the inputs of an imported resource", () => {
  it("come from the full name of the job, and have no defaults in the generated program", () => {
    const { given, inputs } = imported(PIPELINE_JOB_CANCELLATION, PIPELINE_JOB);
    assert.deepEqual(given, { name: PIPELINE_JOB, desiredState: "STOPPED" });
    assert.deepEqual(
      [inputs.name, inputs.project, inputs.pipelineJobId, inputs.cancelOn],
      [PIPELINE_JOB, "p", "a", ["create"]],
    );
    assert.equal(imported(JOB_CANCELLATION, CUSTOM_JOB).inputs.region, "us-central1");
  });

  it("are refused for the name of another kind and for any other text", () => {
    const form = "projects/{project}/locations/{region}/pipelineJobs/{pipelineJobId}";
    for (const id of [CUSTOM_JOB, "a", ""]) {
      assert.throws(() => imported(PIPELINE_JOB_CANCELLATION, id), {
        message: id ? `cannot import ${id}: the id must have the form ${form}` : /cannot import/,
      });
    }
  });

  it("are refused for a sweep", () => {
    assert.throws(() => imported(JOB_SWEEP, "projects/p/jobSweeps/sweep"), {
      message: "JobSweep can't be imported: declare it in the program",
    });
  });
});
