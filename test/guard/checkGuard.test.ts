import assert from "node:assert/strict";
import { checkGuard } from "../../src/guard/checkGuard";
import { isUnknown, markUnknown } from "../../src/guard/unknownInputs";
import { render } from "../../src/messages/render";
import { KIND_NAMES } from "../../src/vertex/kinds/kindNames";

const RIGHT = {
  project: "p",
  regions: ["us-central1"],
  selector: { labels: { env: "pr-7" }, filter: 'state!="PIPELINE_STATE_PAUSED"' },
  exclude: { displayName: "keep *" },
  workflowRegion: "europe-west1",
  schedule: "*/5 6-20 * * MON-FRI",
  timeZone: "Europe/Berlin",
  maxJobs: 500,
  waitSeconds: 600,
  dryRun: true,
};

const NAME = "projects/p/locations/us-east1/pipelineJobs/job-1";

/** What is wrong, and with which property. */
const WRONG: readonly [object, string, RegExp][] = [
  [{ selector: {} }, "selector", /must have a condition, or allJobs/],
  [{ selector: undefined }, "selector", /must have a condition, or allJobs/],
  [{ selector: { labels: { größe: "a" } } }, "selector.labels", /has the key "größe"/],
  [{ selector: { labels: { env: "PR-7" } } }, "selector.labels.env", /must have only lowercase .*: write "pr-7"$/],
  [{ exclude: { labels: { Keep: "*" } } }, "exclude.labels.Keep", /must have only lowercase .*: write "keep"$/],
  [{ selector: { displayName: "${secret}" } }, "selector.displayName", /can't have \$\{/],
  [{ selector: { names: [NAME] } }, "selector.names[0]", /^is in us-east1, and jobs are looked for in us-central1$/],
  [{ exclude: { names: [NAME] } }, "exclude.names[0]", /^is in us-east1, and jobs are looked for in us-central1$/],
  [
    { selector: { names: [NAME] }, project: "q", regions: ["us-east1"] },
    "selector.names[0]",
    /^is in project p, and jobs are looked for in q$/,
  ],
  [
    { exclude: { names: [NAME] }, project: "q", regions: ["us-east1"] },
    "exclude.names[0]",
    /^is in project p, and jobs are looked for in q$/,
  ],
  [
    { selector: { names: [NAME, NAME.replace("/p/", "/q/")] }, regions: ["us-east1"] },
    "selector.names",
    /^must be of one project, not of p, q$/,
  ],
  [
    { selector: { names: [NAME] }, project: "123", regions: ["us-east1"] },
    "selector.names[0]",
    /^must have the number of the project, as project has: a workflow/,
  ],
  [{ selector: { states: ["PIPELINE_STATE_FAILED"] } }, "selector.states", /what has ended can't be stopped/],
  [{ kinds: ["pipelineJob"] }, "kinds", /^must be a non-empty list of "pipelineJobs", "customJobs"/],
  [{ kinds: [] }, "kinds", /^must be a non-empty list of/],
  [
    { kinds: ["pipelineJobs", "customJobs"], selector: { pipelineName: "p" } },
    "selector.pipelineName",
    /customJobs.+pipelineJobs/,
  ],
  [{ kinds: ["nasJobs"], exclude: { serviceAccount: "a@p" } }, "exclude.serviceAccount", /nasJobs/],
  [
    { kinds: ["customJobs"], selector: { names: [NAME] }, regions: ["us-east1"] },
    "selector.names[0]",
    /pipelineJobs.+customJobs/,
  ],
  [{ kinds: ["customJobs"], selector: { states: ["PIPELINE_STATE_RUNNING"] } }, "selector.states[0]", /must be one of/],
  [
    { kinds: ["pipelineJobs", "customJobs"], selector: { states: ["PIPELINE_STATE_FAILED", "JOB_STATE_EXPIRED"] } },
    "selector.states",
    /what has ended can't be stopped/,
  ],
  [{ exclude: { filter: "a=b" } }, "exclude.filter", /can't be evaluated by a workflow/],
  [{ exclude: {} }, "exclude", /leave it out to exclude nothing/],
  [{ project: undefined }, "project", /is missing: .*gcp:project/],
  [{ project: "my project" }, "project", /must be a project's id or number/],
  [{ regions: undefined }, "regions", /are missing: .*gcp:region/],
  [{ regions: [] }, "regions", /must be a non-empty list/],
  [{ regions: ["us-central1", "us-central1"] }, "regions[1]", /lists us-central1 twice/],
  [{ regions: [1], workflowRegion: "us-east1" }, "regions[0]", /must look like us-central1/],
  [
    { workflowRegion: "us-central9" },
    "workflowRegion",
    /^is not a region in which Google Workflows runs: .*us-central1/,
  ],
  [{ workflowRegion: undefined, regions: ["mars-north1"] }, "workflowRegion", /the first of regions is mars-north1/],
  ...["* * * *", "*/10 * * * * *", "61 * * * *", "@daily", 5].map((schedule): [object, string, RegExp] => [
    { schedule },
    "schedule",
    /must be a cron expression of five fields/,
  ]),
  [{ timeZone: "Mars/Olympus" }, "timeZone", /must be the name of a time zone/],
  [{ timeZone: 1 }, "timeZone", /must be the name of a time zone/],
  [{ maxJobs: 501 }, "maxJobs", /must be a whole number from 1 to 500/],
  [{ maxJobs: 1.5 }, "maxJobs", /must be a whole number from 1 to 500/],
  [{ waitSeconds: 0 }, "waitSeconds", /must be a whole number from 1 to 86,400/],
  [{ dryRun: "yes" }, "dryRun", /must be true or false/],
  [{ selektor: 1 }, "selektor", /is not an argument/],
];

describe("the check of a guard's arguments", () => {
  it("accepts right arguments", () => {
    assert.deepEqual(checkGuard(RIGHT, isUnknown), []);
    assert.deepEqual(
      checkGuard({ project: "p", regions: ["us-central1"], selector: { allJobs: true } }, isUnknown),
      [],
    );
    const states = ["PIPELINE_STATE_FAILED", "JOB_STATE_RUNNING"];
    assert.deepEqual(checkGuard({ ...RIGHT, kinds: KIND_NAMES, selector: { states } }, isUnknown), []);
  });

  for (const [wrong, property, reason] of WRONG) {
    it(`refuses ${JSON.stringify(wrong)}`, () => {
      const [failure, ...others] = checkGuard({ ...RIGHT, ...wrong }, isUnknown);
      assert.equal(failure?.property, property);
      assert.match(render(failure.reason), reason);
      assert.deepEqual(others, []);
    });
  }

  it("accepts a project number beside an id, and an excluded id beside a number", () => {
    const numbered = NAME.replace("/p/", "/123/");
    const [project, regions] = ["123", ["us-east1"]];
    for (const given of [{ selector: { names: [numbered] } }, { project, exclude: { names: [NAME] } }]) {
      assert.deepEqual(checkGuard({ ...RIGHT, regions, ...given }, isUnknown), []);
    }
  });

  it("names all wrong arguments at once", () => {
    const failures = checkGuard({ ...RIGHT, selector: {}, timeZone: "", maxJobs: 0 }, isUnknown);
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["selector", "timeZone", "maxJobs"],
    );
  });

  it("accepts unknown values, and checks known ones", () => {
    const later = Promise.resolve("later");
    const keys = Object.keys(RIGHT);
    const unknown = markUnknown(Object.fromEntries(keys.map((key) => [key, later]))) as object;
    assert.deepEqual(checkGuard({ ...unknown }, isUnknown), []);
    const partly = markUnknown({ ...RIGHT, selector: { labels: { env: later, team: "a" }, names: later } }) as object;
    assert.deepEqual(
      checkGuard({ ...partly }, isUnknown).map(({ property }) => property),
      ["selector.names"],
    );
  });
});
