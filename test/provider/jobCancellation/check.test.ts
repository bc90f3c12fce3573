import assert from "node:assert/strict";
import { UNKNOWN } from "../../../src/provider/unknown";
import { checkCancellation as check } from "../../support/checkAndDiff";
import { type StackConfig, settingsOf } from "../../support/resourceDriver";

const NAME = "projects/my-project/locations/us-central1/pipelineJobs/job";

describe("check of a cancellation", () => {
  const checked = (news: object, olds: object = {}, config: StackConfig = {}, env: Record<string, string> = {}) =>
    check({ ...olds }, { ...news }, settingsOf(config, env));

  it("fills in all parts of the job name and the defaults", () => {
    assert.deepEqual(checked({ name: NAME, __provider: "stub" }), {
      inputs: {
        name: NAME,
        project: "my-project",
        region: "us-central1",
        pipelineJobId: "job",
        cancelOn: ["create"],
        requireCancelled: false,
        ignoreMissing: false,
        cancelChildJobs: false,
        deleteStopped: false,
        desiredState: "STOPPED",
        __provider: "stub",
      },
      failures: [],
    });
  });

  it("builds the name from its parts", () => {
    const { inputs } = checked({ pipelineJobId: "job", project: "my-project", region: "us-central1" });
    assert.equal(inputs.name, NAME);
  });

  it("accepts both names of the job as they were recorded, which ignoreChanges of all inputs gives back", () => {
    const { inputs: olds } = checked({ pipelineJobId: "job", project: "my-project", region: "us-central1" });
    const { inputs, failures } = checked(olds, olds);
    assert.deepEqual([inputs, failures], [olds, []]);
    assert.equal(checked({ ...olds, pipelineJobId: "other" }, olds).failures.length, 1);
  });

  it("sorts cancelOn and removes duplicates", () => {
    const { inputs } = checked({ name: NAME, cancelOn: ["delete", "create", "delete"] });
    assert.deepEqual(inputs.cancelOn, ["create", "delete"]);
  });

  describe("without a given project and region", () => {
    const id = { pipelineJobId: "job" };
    const nameOf = (result: { inputs: Readonly<Record<string, unknown>> }) => result.inputs.name;

    it("prefers gcp:* config over the environment", () => {
      const env = { GOOGLE_PROJECT: "env-project", GOOGLE_REGION: "europe-west1" };
      assert.equal(nameOf(checked(id, {}, {}, env)), "projects/env-project/locations/europe-west1/pipelineJobs/job");
      const config = { "gcp:project": "my-project", "gcp:region": "us-central1" };
      assert.equal(nameOf(checked(id, {}, config, env)), NAME);
    });

    it("keeps the recorded defaults when only the environment changes", () => {
      const first = checked(id, {}, { "gcp:region": "us-central1" }, { GOOGLE_PROJECT: "my-project" });
      const again = checked(
        id,
        first.inputs,
        { "gcp:region": "us-central1" },
        { GOOGLE_CLOUD_PROJECT: "123456789012" },
      );
      assert.deepEqual(again, first);
    });

    it("uses changed gcp:* config", () => {
      const first = checked(id, {}, { "gcp:project": "my-project", "gcp:region": "us-central1" });
      const moved = checked(id, first.inputs, { "gcp:project": "my-project", "gcp:region": "europe-west4" });
      assert.equal(moved.inputs.region, "europe-west4");
    });

    it("uses the environment when the job changes", () => {
      const first = checked(id, {}, {}, { GOOGLE_PROJECT: "a", GOOGLE_REGION: "us-central1" });
      const other = checked(
        { pipelineJobId: "other" },
        first.inputs,
        {},
        { GOOGLE_PROJECT: "b", GOOGLE_REGION: "us-central1" },
      );
      assert.equal(other.inputs.project, "b");
    });

    it("names the environment as the source of a refused value", () => {
      assert.deepEqual(checked(id, {}, { "gcp:region": "us-central1" }, { GOOGLE_PROJECT: "P!" }).failures, [
        { property: "project", reason: "from the environment must look like my-project" },
      ]);
    });

    it("reports missing values and where to set them", () => {
      assert.deepEqual(checked(id).failures, [
        { property: "project", reason: "is missing: give it here, or set gcp:project or GOOGLE_PROJECT" },
        { property: "region", reason: "is missing: give it here, or set gcp:region or GOOGLE_REGION" },
      ]);
    });

    it("names gcp:region as the source of a refused value", () => {
      const config = { "gcp:project": "my-project", "gcp:region": "us central" };
      assert.deepEqual(checked(id, {}, config).failures, [
        { property: "region", reason: "from gcp:region must look like us-central1" },
      ]);
    });
  });

  describe("with bad input", () => {
    const form = "must have the form projects/{project}/locations/{region}/pipelineJobs/{pipelineJobId}";
    const cases: [string, object, string, string][] = [
      ["a malformed name", { name: "job" }, "name", form],
      ["a name of the wrong type", { name: 7 }, "name", "must be a string"],
      [
        "a region that differs from the name",
        { name: NAME, region: "europe-west4" },
        "region",
        "does not agree with name, which says us-central1",
      ],
      [
        "a project that differs from the name",
        { name: NAME, project: "other" },
        "project",
        "does not agree with name, which says my-project",
      ],
      [
        "both name and pipelineJobId",
        { name: NAME, pipelineJobId: "job" },
        "name",
        "can't be given together with pipelineJobId: give one of them",
      ],
      [
        "a malformed pipelineJobId",
        { pipelineJobId: "Job", project: "p", region: "us-central1" },
        "pipelineJobId",
        "must be 1 to 128 lowercase letters, digits, and hyphens, not beginning with a hyphen",
      ],
      [
        "a malformed project",
        { pipelineJobId: "a", project: "P!", region: "us-central1" },
        "project",
        "must look like my-project",
      ],
      [
        "requestsPerMinute below 1",
        { name: NAME, requestsPerMinute: 0 },
        "requestsPerMinute",
        "must be a whole number above 0",
      ],
      [
        "inputs without name and pipelineJobId",
        {},
        "name",
        "is missing: give the full name, or pipelineJobId with project and region",
      ],
      [
        "an unknown cancelOn",
        { name: NAME, cancelOn: ["destroy"] },
        "cancelOn",
        'must be a non-empty list of "create" and "delete"',
      ],
      [
        "a cancelOn that is not a list",
        { name: NAME, cancelOn: "create" },
        "cancelOn",
        'must be a non-empty list of "create" and "delete"',
      ],
      [
        "an empty cancelOn",
        { name: NAME, cancelOn: [] },
        "cancelOn",
        'must be a non-empty list of "create" and "delete"',
      ],
      ["a flag of the wrong type", { name: NAME, ignoreMissing: "yes" }, "ignoreMissing", "must be true or false"],
      ["triggers of the wrong type", { name: NAME, triggers: "now" }, "triggers", "must be a list"],
      [
        "an input that does not exist",
        { name: NAME, regoin: "x" },
        "regoin",
        "is not an input of PipelineJobCancellation",
      ],
    ];
    for (const [what, news, property, reason] of cases) {
      it(`refuses ${what}`, () => assert.deepEqual(checked(news).failures, [{ property, reason }]));
    }

    it("reports all failures at once", () => {
      const news = {
        name: "job",
        cancelOn: ["never"],
        requireCancelled: 1,
      };
      const properties = checked(news).failures.map(({ property }) => property);
      assert.deepEqual(properties, ["name", "cancelOn", "requireCancelled"]);
    });
  });

  describe("with unknown values", () => {
    it("accepts an unknown name", () => {
      const { inputs, failures } = checked({ name: UNKNOWN, cancelOn: [UNKNOWN], triggers: UNKNOWN });
      assert.deepEqual(failures, []);
      assert.deepEqual([inputs.name, inputs.region, inputs.cancelOn], [UNKNOWN, UNKNOWN, [UNKNOWN]]);
    });

    it("accepts an unknown part of the name and checks the other parts", () => {
      const { inputs, failures } = checked({ pipelineJobId: UNKNOWN, project: "my-project", region: "us-central1" });
      assert.deepEqual(failures, []);
      assert.deepEqual([inputs.name, inputs.region], [UNKNOWN, "us-central1"]);
      assert.equal(checked({ pipelineJobId: UNKNOWN, project: "p", region: "!" }).failures[0]?.property, "region");
    });
  });

  it("accepts a project number together with a project ID in the name", () => {
    assert.deepEqual(checked({ name: NAME, project: "123456789012" }).failures, []);
    const numbered = NAME.replace("my-project", "123456789012");
    assert.deepEqual(checked({ name: numbered, project: "my-project" }).failures, []);
    assert.equal(checked({ name: numbered, project: "123456789013" }).failures.length, 1);
    assert.equal(checked({ name: NAME, project: "1st-project" }).failures.length, 1);
    assert.equal(checked({ name: NAME, project: "project-1" }).failures.length, 1);
  });

  it("records no defaults when the project and region are given", () => {
    assert.ok(!("defaults" in checked({ pipelineJobId: "a", project: "p", region: "us-central1" }).inputs));
  });

  it("accepts an unknown region together with a name", () => {
    assert.deepEqual(checked({ name: NAME, region: UNKNOWN }).failures, []);
  });
});
