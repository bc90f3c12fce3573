import assert from "node:assert/strict";
import { UNKNOWN } from "../../../src/provider/unknown";
import { checkSweep as check } from "../../support/checkAndDiff";
import { type StackConfig, settingsOf } from "../../support/resourceDriver";

const CONFIG = { "gcp:project": "my-project", "gcp:region": "us-central1" };
const selector = { labels: { env: "pr-7" } };

describe("check of a sweep", () => {
  const checked = (news: object, olds: object = {}, config: StackConfig = CONFIG, env: Record<string, string> = {}) =>
    check({ ...olds }, { ...news }, settingsOf(config, env));

  it("fills in the defaults", () => {
    assert.deepEqual(checked({ selector }), {
      inputs: {
        kinds: ["pipelineJobs"],
        project: "my-project",
        regions: ["us-central1"],
        selector,
        maxJobs: 100,
        cancelOn: ["create"],
        pauseSchedules: false,
        resumeSchedulesOnDelete: false,
        cancelChildJobs: false,
        deleteStopped: false,
        requireCancelled: false,
        desiredState: "STOPPED",
        defaults: { project: "my-project", region: "us-central1" },
      },
      failures: [],
    });
  });

  it("keeps the recorded default region when only the environment changes", () => {
    const first = checked({ selector }, {}, { "gcp:project": "p" }, { GOOGLE_REGION: "us-central1" });
    const again = checked({ selector }, first.inputs, { "gcp:project": "p" }, { GOOGLE_REGION: "europe-west4" });
    assert.deepEqual(again, first);
  });

  const cases: [string, object, string, string][] = [
    ["an empty selector", { selector: {} }, "selector", ""],
    ["a missing selector", {}, "selector", ""],
    [
      "names beside other fields",
      { selector: { names: ["projects/p/locations/us-central1/pipelineJobs/a"], displayName: "x" } },
      "selector.names",
      "",
    ],
    ["an unbalanced filter", { selector: { filter: "(a" } }, "selector.filter", ""],
    ["an empty filter", { selector: { filter: "" } }, "selector.filter", ""],
    ["an olderThan that is not a duration", { selector: { olderThan: "soon" } }, "selector.olderThan", ""],
    [
      "createdAfter later than createdBefore",
      { selector: { createdAfter: "2026-02-01T00:00:00Z", createdBefore: "2026-01-01T00:00:00Z" } },
      "selector.createdAfter",
      "",
    ],
    ["a bad exclusion", { selector, exclude: { olderThan: "x" } }, "exclude.olderThan", ""],
    [
      "requestsPerMinute below 1",
      { selector, requestsPerMinute: 0 },
      "requestsPerMinute",
      "must be a whole number above 0",
    ],
    ["maxJobs below 1", { selector, maxJobs: 0 }, "maxJobs", "must be a whole number above 0"],
    [
      "a region listed twice",
      { selector, regions: ["us-central1", "us-central1"] },
      "regions[1]",
      "lists us-central1 twice",
    ],
    ["a malformed region", { selector, regions: ["us central"] }, "regions[0]", "must look like us-central1"],
    ["a region of the wrong type", { selector, regions: [7] }, "regions[0]", "must look like us-central1"],
    ["regions that are not a list", { selector, regions: "r" }, "regions", "must be a non-empty list of regions"],
    ["an empty list of regions", { selector, regions: [] }, "regions", "must be a non-empty list of regions"],
    [
      "resumeSchedulesOnDelete together with cancel on delete",
      { selector, pauseSchedules: true, resumeSchedulesOnDelete: true, cancelOn: ["delete"] },
      "resumeSchedulesOnDelete",
      'can\'t be set beside "delete" in cancelOn: it would start what was just stopped',
    ],
    [
      "resumeSchedulesOnDelete without pauseSchedules",
      { selector, resumeSchedulesOnDelete: true },
      "resumeSchedulesOnDelete",
      "needs pauseSchedules: it resumes what that has paused",
    ],
    [
      "resumeSchedulesOnDelete with pauseSchedules set to false",
      { selector, pauseSchedules: false, resumeSchedulesOnDelete: true },
      "resumeSchedulesOnDelete",
      "needs pauseSchedules: it resumes what that has paused",
    ],
    [
      "pauseSchedules together with a raw filter",
      { selector: { filter: 'labels.env="x"' }, pauseSchedules: true },
      "pauseSchedules",
      "can't be set beside selector.filter: only the server can evaluate it, and only for jobs",
    ],
    ["an input that does not exist", { selector, region: "us-central1" }, "region", "is not an input of JobSweep"],
  ];
  for (const [what, news, property, reason] of cases) {
    it(`refuses ${what}`, () => {
      const { failures } = checked(news);
      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      if (reason) assert.equal(failures[0]?.reason, reason);
    });
  }

  it("refuses a project that is not a string or is malformed", () => {
    const reasonsOf = (project: unknown) => checked({ selector, project }).failures.map(({ reason }) => reason);
    assert.deepEqual(reasonsOf({ toString: 1 }), ["must be a string"]);
    assert.deepEqual(reasonsOf(7), ["must be a string"]);
    assert.deepEqual(reasonsOf("P!"), ["must look like my-project"]);
  });

  it("reports a missing default region for the input regions", () => {
    assert.deepEqual(checked({ selector }, {}, { "gcp:project": "p" }).failures, [
      { property: "regions", reason: "is missing: give it here, or set gcp:region or GOOGLE_REGION" },
    ]);
  });

  it("uses the region from the environment when the project changes", () => {
    const first = checked({ selector }, {}, {}, { GOOGLE_PROJECT: "p", GOOGLE_REGION: "us-central1" });
    const news = { selector, project: "q" };
    const moved = checked(news, first.inputs, {}, { GOOGLE_PROJECT: "p", GOOGLE_REGION: "europe-west4" });
    assert.deepEqual(moved.inputs.regions, ["europe-west4"]);
  });

  it("records no defaults when the project and regions are given", () => {
    assert.ok(!("defaults" in checked({ selector, project: "p", regions: ["us-central1"] }).inputs));
  });

  it("reports all failures at once", () => {
    const { failures } = checked({ selector: { olderThan: "x" }, maxJobs: -1, cancelOn: [], regions: "r" });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["regions", "selector.olderThan", "maxJobs", "cancelOn"],
    );
  });

  it("accepts unknown values", () => {
    for (const news of [
      { selector: UNKNOWN },
      { selector, regions: UNKNOWN },
      { selector: { labels: { env: UNKNOWN } }, regions: [UNKNOWN], project: UNKNOWN },
    ]) {
      assert.deepEqual(checked(news).failures, []);
    }
  });
});
