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

describe("full names in the selector of a sweep", () => {
  it("say which project and regions it is about, whatever config and environment say", () => {
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

  it("need no default project or region", () => {
    assert.deepEqual(locationOf({ selector: namesOf(["dev"]) }, {}, {}, {}), ["dev", ["us-central1"], undefined]);
  });

  it("have the regions of all names, each once, in their order", () => {
    const selector = namesOf(["dev", "us-east1", "a"], ["dev", "europe-west4", "b"], ["dev", "us-east1", "c"]);
    assert.deepEqual(locationOf({ selector })[1], ["us-east1", "europe-west4"]);
  });

  it("spell the project as the first name does where an id and a number are mixed", () => {
    assert.equal(locationOf({ selector: namesOf(["123"], ["dev"]) })[0], "123");
    assert.equal(locationOf({ selector: namesOf(["dev"], ["123"]) })[0], "dev");
  });

  it("agree with a project and regions that are given", () => {
    const given = { project: "dev", regions: ["us-central1", "us-east1"] };
    for (const project of ["dev", "123"]) {
      assert.deepEqual(locationOf({ selector: namesOf([project]), ...given }), ["dev", given.regions, undefined]);
    }
    assert.equal(locationOf({ selector: namesOf(["dev"]), project: "123" })[0], "123");
  });

  it("move a sweep that was recorded with the default project", () => {
    const selector = namesOf(["dev", "us-east1"]);
    const olds = {
      selector,
      project: "prod",
      regions: ["us-central1"],
      defaults: { project: "prod", region: "us-central1" },
    };
    assert.deepEqual(locationOf({ selector }, olds), ["dev", ["us-east1"], undefined]);
  });

  it("leave the defaults to a selector that has none of them any more", () => {
    const { inputs } = checked({ selector: namesOf(["dev", "us-east1"]) });
    assert.deepEqual(locationOf({ selector: LABELS }, inputs).slice(0, 2), ["prod", ["us-central1"]]);
  });

  const refused: [what: string, inputs: object, property: string, reason: string][] = [
    [
      "of several projects",
      { selector: namesOf(["dev"], ["prod"]) },
      "selector.names",
      "must be of one project, not of dev, prod",
    ],
    [
      "of several numbers",
      { selector: namesOf(["1"], ["dev"], ["2"]) },
      "selector.names",
      "must be of one project, not of 1, dev, 2",
    ],
    [
      "of another project than the given one",
      { selector: namesOf(["dev", "us-central1", "a"], ["dev"]), project: "prod" },
      "selector.names[0] selector.names[1]",
      "is in project dev, and jobs are looked for in prod",
    ],
    [
      "of another project's number than the given one",
      { selector: namesOf(["123"]), project: "456" },
      "selector.names[0]",
      "is in project 123, and jobs are looked for in 456",
    ],
    [
      "of another region than the given ones",
      { selector: namesOf(["dev"], ["dev", "us-east1"]), regions: ["us-central1", "us-west1"] },
      "selector.names[1]",
      "is in us-east1, and jobs are looked for in us-central1, us-west1",
    ],
    [
      "that are excluded, of another project than the default one",
      { selector: LABELS, exclude: namesOf(["dev"]) },
      "exclude.names[0]",
      "is in project dev, and jobs are looked for in prod",
    ],
    [
      "that are excluded, of another project than the selected names",
      { selector: namesOf(["dev"]), exclude: namesOf(["prod"]) },
      "exclude.names[0]",
      "is in project prod, and jobs are looked for in dev",
    ],
    [
      "that are excluded, of another region than the default one",
      { selector: LABELS, exclude: namesOf(["prod", "us-east1"]) },
      "exclude.names[0]",
      "is in us-east1, and jobs are looked for in us-central1",
    ],
    [
      "of a schedule of another project",
      { selector: { scheduleName: "projects/dev/locations/us-central1/schedules/1" } },
      "selector.scheduleName",
      "is in project dev, and jobs are looked for in prod",
    ],
    [
      "of an excluded schedule of another region",
      { selector: LABELS, exclude: { scheduleName: "projects/123/locations/us-east1/schedules/1" } },
      "exclude.scheduleName",
      "is in us-east1, and jobs are looked for in us-central1",
    ],
  ];
  for (const [what, inputs, properties, reason] of refused) {
    it(`are refused: ${what}`, () => {
      const { failures } = checked(inputs);
      assert.equal(failures.map(({ property }) => property).join(" "), properties);
      for (const failure of failures) assert.equal(failure.reason, reason);
    });
  }

  it("pass as an exclusion with the project's number", () => {
    assert.equal(locationOf({ selector: LABELS, exclude: namesOf(["123"]) })[0], "prod");
  });

  it("that are none are refused alone, without a word on a default that is missing", () => {
    const { failures } = checked({ selector: { names: ["nightly"] } }, {}, {}, {});
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["selector.names[0]"],
    );
  });

  describe("that are not known yet", () => {
    const unknown = { UNKNOWN, defaults: { project: UNKNOWN, region: UNKNOWN } };
    for (const selector of [UNKNOWN, { names: UNKNOWN }, { names: [nameOf("dev"), UNKNOWN] }]) {
      it(`leave project and regions unknown: ${JSON.stringify(selector)}`, () => {
        assert.deepEqual(locationOf({ selector }), [UNKNOWN, UNKNOWN, unknown.defaults]);
        const olds = checked({ selector: LABELS }).inputs;
        assert.deepEqual(locationOf({ selector }, olds), [UNKNOWN, UNKNOWN, unknown.defaults]);
      });

      it(`leave what is given: ${JSON.stringify(selector)}`, () => {
        const given = { project: "dev", regions: ["us-central1"] };
        assert.deepEqual(locationOf({ selector, ...given }), ["dev", ["us-central1"], undefined]);
        assert.deepEqual(locationOf({ selector, project: "dev" }), ["dev", UNKNOWN, { region: UNKNOWN }]);
      });
    }

    it("leave the defaults to other conditions that are not known yet", () => {
      const selector = { labels: { env: UNKNOWN } };
      assert.deepEqual(locationOf({ selector }).slice(0, 2), ["prod", ["us-central1"]]);
      assert.deepEqual(locationOf({ selector: LABELS, exclude: UNKNOWN }).slice(0, 2), ["prod", ["us-central1"]]);
    });

    it("are compared with the known ones of an exclusion and with what is given", () => {
      const { failures } = checked({ selector: { names: [UNKNOWN, nameOf("dev")] }, project: "prod" });
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["selector.names[1]"],
      );
    });
  });
});
