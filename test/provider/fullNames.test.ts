import assert from "node:assert/strict";
import { UNKNOWN } from "../../src/provider/unknown";
import { checkSweep as check } from "../support/checkAndDiff";
import { settingsOf } from "../support/resourceDriver";

const CONFIG = { "gcp:project": "prod", "gcp:region": "us-central1" };
const ENVIRONMENT = { GOOGLE_PROJECT: "prod", GOOGLE_REGION: "us-central1" };
const LABELS = { labels: { env: "pr-7" } };

const nameOf = (project: string, region = "us-central1", id = "nightly") =>
  `projects/${project}/locations/${region}/pipelineJobs/${id}`;
const namesOf = (...locations: [project: string, region?: string, id?: string][]) => ({
  names: locations.map((location) => nameOf(...location)),
});

const checked = (news: object, olds: object = {}, config: object = CONFIG, env: Record<string, string> = ENVIRONMENT) =>
  check({ ...olds }, { ...news }, settingsOf({ ...config }, env));

/** Project and regions that a check ends up with. */
function locationOf(...given: Parameters<typeof checked>): unknown[] {
  const { inputs, failures } = checked(...given);
  assert.deepEqual(failures, []);
  return [inputs.project, inputs.regions, inputs.defaults];
}

describe("check of a sweep with full names", () => {
  it("takes the project and regions from the names regardless of config and environment", () => {
    for (const config of [CONFIG, {}]) {
      assert.deepEqual(locationOf({ selector: namesOf(["dev", "europe-west4"]) }, {}, config), [
        "dev",
        ["europe-west4"],
        undefined,
      ]);
    }
    const gcpProvider = { project: "prod", region: "us-central1" };
    assert.deepEqual(locationOf({ selector: namesOf(["dev", "us-east1"]), gcpProvider })[0], "dev");
  });

  it("needs no default project or region", () => {
    assert.deepEqual(locationOf({ selector: namesOf(["dev"]) }, {}, {}, {}), ["dev", ["us-central1"], undefined]);
  });

  it("lists the regions of all names once and in order", () => {
    const selector = namesOf(["dev", "us-east1", "a"], ["dev", "europe-west4", "b"], ["dev", "us-east1", "c"]);
    assert.deepEqual(locationOf({ selector })[1], ["us-east1", "europe-west4"]);
  });

  it("uses the project of the first name when the names mix an ID and a number", () => {
    assert.equal(locationOf({ selector: namesOf(["123"], ["dev"]) })[0], "123");
    assert.equal(locationOf({ selector: namesOf(["dev"], ["123"]) })[0], "dev");
  });

  it("accepts names that agree with the given project and regions", () => {
    const given = { project: "dev", regions: ["us-central1", "us-east1"] };
    for (const project of ["dev", "123"]) {
      assert.deepEqual(locationOf({ selector: namesOf([project]), ...given }), ["dev", given.regions, undefined]);
    }
    assert.equal(locationOf({ selector: namesOf(["dev"]), project: "123" })[0], "123");
  });

  it("replaces a recorded default project with the project of the names", () => {
    const selector = namesOf(["dev", "us-east1"]);
    const olds = {
      selector,
      project: "prod",
      regions: ["us-central1"],
      defaults: { project: "prod", region: "us-central1" },
    };
    assert.deepEqual(locationOf({ selector }, olds), ["dev", ["us-east1"], undefined]);
  });

  it("uses the defaults again when the selector has no names", () => {
    const { inputs } = checked({ selector: namesOf(["dev", "us-east1"]) });
    assert.deepEqual(locationOf({ selector: LABELS }, inputs).slice(0, 2), ["prod", ["us-central1"]]);
  });

  const refused: [what: string, inputs: object, property: string, reason: string][] = [
    [
      "names of several projects",
      { selector: namesOf(["dev"], ["prod"]) },
      "selector.names",
      "must be of one project, not of dev, prod",
    ],
    [
      "names of several project numbers",
      { selector: namesOf(["1"], ["dev"], ["2"]) },
      "selector.names",
      "must be of one project, not of 1, dev, 2",
    ],
    [
      "a name outside the given project",
      { selector: namesOf(["dev", "us-central1", "a"], ["dev"]), project: "prod" },
      "selector.names[0] selector.names[1]",
      "is in project dev, and jobs are looked for in prod",
    ],
    [
      "a name with another project number than the given one",
      { selector: namesOf(["123"]), project: "456" },
      "selector.names[0]",
      "is in project 123, and jobs are looked for in 456",
    ],
    [
      "a name outside the given regions",
      { selector: namesOf(["dev"], ["dev", "us-east1"]), regions: ["us-central1", "us-west1"] },
      "selector.names[1]",
      "is in us-east1, and jobs are looked for in us-central1, us-west1",
    ],
    [
      "an excluded name outside the default project",
      { selector: LABELS, exclude: namesOf(["dev"]) },
      "exclude.names[0]",
      "is in project dev, and jobs are looked for in prod",
    ],
    [
      "an excluded name outside the project of the selected names",
      { selector: namesOf(["dev"]), exclude: namesOf(["prod"]) },
      "exclude.names[0]",
      "is in project prod, and jobs are looked for in dev",
    ],
    [
      "an excluded name outside the default region",
      { selector: LABELS, exclude: namesOf(["prod", "us-east1"]) },
      "exclude.names[0]",
      "is in us-east1, and jobs are looked for in us-central1",
    ],
    [
      "a schedule of another project",
      { selector: { scheduleName: "projects/dev/locations/us-central1/schedules/1" } },
      "selector.scheduleName",
      "is in project dev, and jobs are looked for in prod",
    ],
    [
      "an excluded schedule of another region",
      { selector: LABELS, exclude: { scheduleName: "projects/123/locations/us-east1/schedules/1" } },
      "exclude.scheduleName",
      "is in us-east1, and jobs are looked for in us-central1",
    ],
  ];
  for (const [what, inputs, properties, reason] of refused) {
    it(`refuses ${what}`, () => {
      const { failures } = checked(inputs);
      assert.equal(failures.map(({ property }) => property).join(" "), properties);
      for (const failure of failures) assert.equal(failure.reason, reason);
    });
  }

  it("accepts an excluded name with a project number", () => {
    assert.equal(locationOf({ selector: LABELS, exclude: namesOf(["123"]) })[0], "prod");
  });

  it("reports a malformed name without reporting a missing default", () => {
    const { failures } = checked({ selector: { names: ["nightly"] } }, {}, {}, {});
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["selector.names[0]"],
    );
  });

  describe("when names or conditions are unknown", () => {
    const unknown = { UNKNOWN, defaults: { project: UNKNOWN, region: UNKNOWN } };
    for (const selector of [UNKNOWN, { names: UNKNOWN }, { names: [nameOf("dev"), UNKNOWN] }]) {
      it(`returns an unknown project and unknown regions for ${JSON.stringify(selector)}`, () => {
        assert.deepEqual(locationOf({ selector }), [UNKNOWN, UNKNOWN, unknown.defaults]);
        const olds = checked({ selector: LABELS }).inputs;
        assert.deepEqual(locationOf({ selector }, olds), [UNKNOWN, UNKNOWN, unknown.defaults]);
      });

      it(`keeps the given project and regions for ${JSON.stringify(selector)}`, () => {
        const given = { project: "dev", regions: ["us-central1"] };
        assert.deepEqual(locationOf({ selector, ...given }), ["dev", ["us-central1"], undefined]);
        assert.deepEqual(locationOf({ selector, project: "dev" }), ["dev", UNKNOWN, { region: UNKNOWN }]);
      });
    }

    it("uses the defaults if only other conditions are unknown", () => {
      const selector = { labels: { env: UNKNOWN } };
      assert.deepEqual(locationOf({ selector }).slice(0, 2), ["prod", ["us-central1"]]);
      assert.deepEqual(locationOf({ selector: LABELS, exclude: UNKNOWN }).slice(0, 2), ["prod", ["us-central1"]]);
    });

    it("compares the known names with the given project", () => {
      const { failures } = checked({ selector: { names: [UNKNOWN, nameOf("dev")] }, project: "prod" });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["selector.names[1]"],
      );
    });
  });
});
