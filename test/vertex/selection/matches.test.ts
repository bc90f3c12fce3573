import assert from "node:assert/strict";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import type { ListedJob } from "../../../src/vertex/selection/listedJob";
import { matches } from "../../../src/vertex/selection/matches";
import type { Exclusion, Selector } from "../../../src/vertex/selection/selector";

const JOB: ListedJob = {
  name: "projects/123/locations/us-central1/pipelineJobs/a",
  state: "PIPELINE_STATE_RUNNING",
  displayName: "train blue",
  createTime: "2026-01-31T06:00:00.123456Z",
  labels: { env: "prod", empty: "" },
  pipelineName: "train",
  templateUri: "https://k.dev/v1",
  scheduleName: "projects/123/locations/us-central1/schedules/9",
  serviceAccount: "a@b",
  childJobs: [],
};

const context = { kind: PIPELINE_JOBS, nowMs: Date.parse("2026-01-31T12:00:00.123Z") };

const isMeant = (selector: Selector, exclude?: Exclusion, job: Partial<ListedJob> = {}) =>
  matches({ ...JOB, ...job }, selector, exclude, context);

/** Pairs that hold and do not hold for the job above. */
const CONDITIONS: readonly (readonly [holds: Exclusion, fails: Exclusion])[] = [
  [
    { names: ["projects/p/locations/us-central1/pipelineJobs/a"] },
    { names: ["projects/456/locations/us-central1/pipelineJobs/a"] },
  ],
  [
    {
      names: ["projects/456/locations/us-central1/pipelineJobs/a", "projects/123/locations/us-central1/pipelineJobs/a"],
    },
    { names: ["projects/123/locations/us-east1/pipelineJobs/a", "projects/123/locations/us-central1/pipelineJobs/b"] },
  ],
  [{ labels: { env: "prod" } }, { labels: { env: "Prod" } }],
  [{ labels: { empty: "*" } }, { labels: { toString: "*" } }],
  [{ labels: { empty: "" } }, { labels: { absent: "" } }],
  [{ labels: { env: "prod", empty: "*" } }, { labels: { env: "prod", other: "*" } }],
  [{ displayName: "train*" }, { displayName: "*red" }],
  [{ displayName: "train blue" }, { displayName: "train" }],
  [{ pipelineName: "train" }, { pipelineName: "trai" }],
  [{ templateUri: "https://k.dev/v1" }, { templateUri: "https://k.dev/v2" }],
  [
    { scheduleName: "projects/p/locations/us-central1/schedules/9" },
    { scheduleName: "projects/p/locations/us-east1/schedules/9" },
  ],
  [{ serviceAccount: "a@b" }, { serviceAccount: "b@b" }],
  [{ states: ["PIPELINE_STATE_PAUSED", "PIPELINE_STATE_RUNNING"] }, { states: ["PIPELINE_STATE_PAUSED"] }],
  [{ createdBefore: "2026-01-31T06:00:00.123457Z" }, { createdBefore: "2026-01-31T06:00:00.123456Z" }],
  [{ createdAfter: "2026-01-31T06:00:00.123455Z" }, { createdAfter: "2026-01-31T06:00:00.123456Z" }],
  [{ olderThan: "5h59m" }, { olderThan: "6h" }],
  [
    { olderThan: "1h", displayName: "train*" },
    { olderThan: "1h", displayName: "x*" },
  ],
];

describe("matches", () => {
  for (const [holds, fails] of CONDITIONS) {
    it(`selects a job by ${JSON.stringify(holds)}, but not by ${JSON.stringify(fails)}`, () => {
      assert.equal(isMeant(holds), true);
      assert.equal(isMeant(fails), false);
    });

    it(`excludes a job by ${JSON.stringify(holds)}, but not by ${JSON.stringify(fails)}`, () => {
      assert.equal(isMeant({ allJobs: true }, holds), false);
      assert.equal(isMeant({ allJobs: true }, fails), true);
    });
  }

  it("selects nothing without a condition, unless allJobs is true", () => {
    assert.equal(isMeant({}), false);
    assert.equal(isMeant({ allJobs: false }), false);
    assert.equal(isMeant({ allJobs: true }), true);
  });

  it("excludes nothing without a condition", () => {
    assert.equal(isMeant({ allJobs: true }, {}), true);
  });

  it("selects active jobs by default, and excludes jobs in any state", () => {
    const ended = { state: "PIPELINE_STATE_FAILED" };
    assert.equal(isMeant({ displayName: "*" }, undefined, ended), false);
    assert.equal(isMeant({ displayName: "*" }, undefined, { state: "PIPELINE_STATE_NOVEL" }), true);
    assert.equal(
      matches({ ...JOB, ...ended }, { allJobs: true }, undefined, { ...context, defaultStates: "any" }),
      true,
    );
    assert.equal(isMeant({ states: ["PIPELINE_STATE_FAILED"] }, { displayName: "train*" }, ended), false);
  });

  it("treats absent strings as empty", () => {
    const { displayName: _, pipelineName: __, ...bare } = JOB;
    assert.equal(matches(bare, { displayName: "*" }, undefined, context), true);
    assert.equal(matches(bare, { pipelineName: "train" }, undefined, context), false);
  });

  it("selects no job by age if its age is unknown", () => {
    const { createTime: _, ...ageless } = JOB;
    assert.equal(matches(ageless, { olderThan: "1s" }, undefined, context), false);
    assert.equal(matches(ageless, { scheduleName: JOB.scheduleName ?? "" }, undefined, context), true);
  });

  it("leaves the raw filter to the server", () => {
    assert.equal(isMeant({ filter: 'display_name="something else"' }), true);
  });
});
