import assert from "node:assert/strict";
import { listInProgram } from "../../../src/functions/listInProgram";
import { tokenOf } from "../../../src/plugin/tokens";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { faultsOf, packageSchema } from "../../support/packageSchema";
import { withDriver } from "../../support/withDriver";
import { PLACE, withFake } from "../../support/withFake";

/** What the engine keeps of a resource; the CLI hides names that begin with two underscores. */
function visible(outputs: object): object {
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => !name.startsWith("__")));
}

/** What else a program may ask for, and in which words a title says so. */
const VARIANTS = {
  "": {},
  " that asks for every effect": {
    cancelChildJobs: true,
    deleteStopped: true,
    requestsPerMinute: 600,
    triggers: ["1", { two: 2 }],
    connection: { requestReason: "test" },
  },
  " that stops jobs only on delete": { cancelOn: ["delete"] },
};

describe("schema.json", () => {
  const fake = withFake();
  const job = `projects/${PLACE.project}/locations/${PLACE.region}/pipelineJobs/a`;
  const pipelineJobCancellation = withDriver("PipelineJobCancellation", fake);
  const jobCancellation = withDriver("JobCancellation", fake);
  const jobSweep = withDriver("JobSweep", fake);
  beforeEach(() => {
    const error = { code: 1, message: "cancelled" };
    fake().addPipelineJob({
      ...PLACE,
      pipelineJobId: "a",
      displayName: "Train",
      labels: { env: "dev" },
      serviceAccount: "dev@my-project.iam.gserviceaccount.com",
      templateUri: "https://us-kfp.pkg.dev/p/r/t/v1",
      scheduleName: `projects/${PLACE.project}/locations/${PLACE.region}/schedules/1`,
      pipelineSpec: { pipelineInfo: { name: "train" } },
      error,
    });
  });

  for (const [title, driver, type, program] of [
    ["a PipelineJobCancellation", pipelineJobCancellation, "PipelineJobCancellation", { pipelineJobId: "a" }],
    [
      "a PipelineJobCancellation of a missing job",
      pipelineJobCancellation,
      "PipelineJobCancellation",
      { pipelineJobId: "missing", ignoreMissing: true },
    ],
    ["a JobCancellation", jobCancellation, "JobCancellation", { name: job }],
    ["a JobSweep of all jobs", jobSweep, "JobSweep", { selector: { allJobs: true } }],
    [
      "a JobSweep that pauses schedules",
      jobSweep,
      "JobSweep",
      { selector: { labels: { env: "dev" } }, pauseSchedules: true },
    ],
  ] as const) {
    for (const [variant, others] of Object.entries(VARIANTS)) {
      it(`has the outputs of ${title}${variant}, and requires no others`, async () => {
        const spec = packageSchema.resources[tokenOf(type)] ?? assert.fail(type);
        const created = await driver().create({ ...program, ...others });
        assert.deepEqual(faultsOf(visible(created), spec), []);
        assert.deepEqual(faultsOf(visible(await driver().refresh(created as never)), spec), []);
      });
    }
  }

  it("has every field of what getJobs returns", async () => {
    const config = {
      "gcp:project": PLACE.project,
      "gcp:region": PLACE.region,
      "gcp:accessToken": "token",
      "gcp:vertexAiCustomEndpoint": fake().endpoint,
    };
    const jobs = await listInProgram({}, { get: (key) => Reflect.get(config, key) });
    assert.deepEqual(
      jobs.map(({ kind }) => kind),
      [PIPELINE_JOBS.collection],
    );
    const { outputs } = packageSchema.functions[tokenOf("getJobs")] ?? assert.fail();
    assert.deepEqual(faultsOf({ jobs }, outputs), []);
  });
});
