import assert from "node:assert/strict";
import type { WorkflowDefinition } from "../../../src/guard/workflow/definition";
import { kindData } from "../../../src/guard/workflow/kindData";
import { listingSubworkflows } from "../../../src/guard/workflow/listSelectedJobs";
import { fieldsRead } from "../../../src/guard/workflow/matches";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { readListedJob } from "../../../src/vertex/selection/listedJob";
import { matches } from "../../../src/vertex/selection/matches";
import type { Exclusion, Selector } from "../../../src/vertex/selection/selector";
import { withWorkflows } from "../../support/workflowsEmulator/withWorkflows";

const NOW = Date.UTC(2026, 0, 1);
const GET = "pipelineJobs.get";
const SCHEDULE = "projects/123/locations/us-central1/schedules/nightly";

/** A job in an answer's JSON. */
interface ListedBody {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A job that meets every condition there is. */
const JOB = {
  name: "projects/123/locations/us-central1/pipelineJobs/job-1",
  state: "PIPELINE_STATE_RUNNING",
  displayName: "Train (v1.2) [prod]",
  createTime: "2025-12-31T12:00:00.250000Z",
  labels: { env: "pr-7", team: "vision" },
  pipelineSpec: { pipelineInfo: { name: "training" } },
  templateUri: "https://example.com/training/v1",
  scheduleName: SCHEDULE,
  serviceAccount: "runner@p.iam.gserviceaccount.com",
};

const AMBIGUOUS_LABELS = { on: "yes", no: "1", y: "null", date: "2026-01-01", time: "12:30", float: "1e3", empty: "" };

const MANY_LABELS = Array.from({ length: 60 }, (_, index) => [`label-${index}`, "yes"] as const);

/** Jobs that differ from it in one thing each. */
const JOBS: readonly ListedBody[] = [
  JOB,
  ...[
    { name: "projects/p/locations/us-central1/pipelineJobs/job-2" },
    { name: "projects/456/locations/us-central1/pipelineJobs/job-1" },
    { name: "projects/p/locations/europe-west4/pipelineJobs/job-1" },
    { state: "PIPELINE_STATE_PAUSED" },
    { state: "PIPELINE_STATE_CANCELLED" },
    { state: "PIPELINE_STATE_OF_TOMORROW" },
    { state: undefined },
    { displayName: "Train (v1.2) [prod], again" },
    { displayName: "Train (v1x2) [prod]" },
    { displayName: undefined },
    { createTime: "2025-12-31T12:00:00.249000Z" },
    { createTime: "2025-12-31T19:00:00.000000Z" },
    { createTime: "2025-12-31T23:00:00.000000Z" },
    { labels: { env: "pr-8", team: "vision" } },
    { labels: { env: "pr-7" } },
    { labels: undefined },
    { pipelineSpec: undefined },
    { templateUri: "https://example.com/training/v2" },
    { scheduleName: "projects/p/locations/us-central1/schedules/nightly" },
    { scheduleName: "projects/123/locations/us-central1/schedules/nightly-2" },
    { scheduleName: undefined },
    { serviceAccount: undefined },
  ].map((difference, index) => ({ ...JOB, name: `${JOB.name}-${index}`, ...difference })),
];

const ALL_CONDITIONS: Selector = {
  states: ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_PAUSED"],
  labels: { env: "pr-7", team: "*" },
  displayName: "Train*(v1.2)*]",
  pipelineName: "training",
  templateUri: "https://example.com/training/v1",
  scheduleName: "projects/p/locations/us-central1/schedules/nightly",
  serviceAccount: "runner@p.iam.gserviceaccount.com",
  createdAfter: "2025-12-31T12:00:00.249Z",
  createdBefore: "2025-12-31T20:00:00Z",
  olderThan: "6h",
};

/** A job with all of many labels, and jobs that lack one each. */
const JOBS_WITH_LABELS = [undefined, ...MANY_LABELS].map((missing, index) => ({
  ...JOB,
  name: `${JOB.name}-${index}`,
  labels: Object.fromEntries(MANY_LABELS.filter((label) => label !== missing)),
}));

const PLACES = { kinds: [PIPELINE_JOBS], project: "p", regions: ["us-central1"] };

interface Case {
  readonly selector: Selector;
  readonly exclude?: Exclusion;
  readonly jobs?: readonly ListedBody[];
}

const CASES: Readonly<Record<string, Case>> = {
  "every job": { selector: { allJobs: true } },
  names: { selector: { names: [JOB.name.replace("123", "p")] } },
  "names with the project's number": { selector: { names: [JOB.name] } },
  "names with several spellings": {
    selector: { names: [JOB.name.replace("job-1", "job-2"), JOB.name.replace("123", "456")] },
  },
  "an exact display name": { selector: { displayName: "Train (v1.2) [prod]" } },
  "all conditions": { selector: ALL_CONDITIONS },
  "all conditions excluded": { selector: { allJobs: true }, exclude: ALL_CONDITIONS },
  "names excluded": { selector: { labels: { env: "pr-7" } }, exclude: { names: [JOB.name] } },
  "names excluded by the project's id": {
    selector: { labels: { env: "pr-7" } },
    exclude: { names: [JOB.name.replace("123", "p")] },
  },
  "a label excluded": { selector: { olderThan: "1h" }, exclude: { labels: { team: "vision" } } },
  "labels that YAML could take for something else": {
    selector: { labels: AMBIGUOUS_LABELS },
    jobs: [{ ...JOB, name: `${JOB.name}-0`, labels: AMBIGUOUS_LABELS }, JOB],
  },
  "more labels than a switch has conditions": {
    selector: { labels: Object.fromEntries(MANY_LABELS) },
    jobs: JOBS_WITH_LABELS,
  },
};

describe("the check of each job in a guard's workflow", function () {
  this.timeout(60_000);
  this.slow(5_000);
  const { fake, run, untaken } = withWorkflows();

  /** Answers each job as it is: what it lacks is empty. */
  function serve(jobs: readonly ListedBody[]): void {
    for (const job of jobs) {
      const fault = { body: JSON.stringify(job), contentType: "application/json" };
      fake().addFault({ apiMethod: GET, path: new RegExp(`/${job.name}$`), fault });
    }
  }

  for (const [what, { selector, exclude, jobs = JOBS }] of Object.entries(CASES)) {
    it(`selects the same jobs as a sweep: ${what}`, async () => {
      const meant = jobs.filter((body) => {
        const job = readListedJob(PIPELINE_JOBS, JSON.parse(JSON.stringify(body)));
        return job && matches(job, selector, exclude, { kind: PIPELINE_JOBS, nowMs: NOW });
      });
      serve(jobs);
      const selection = { ...PLACES, selector, ...(exclude && { exclude }) };
      const { result } = await run(askOfEach(selection), { args: { jobs, startSeconds: NOW / 1_000 } });
      assert.deepEqual(
        result,
        meant.map((job) => jobs.indexOf(job)),
      );
    });
  }

  it("reads a job that lacks a field, and only then", async () => {
    const bare = { name: JOB.name, state: JOB.state };
    const selection = { ...PLACES, selector: ALL_CONDITIONS };
    for (const [listed, count] of [
      [JOB, 0],
      ...Object.keys(JOB).flatMap((field) => (field === "name" ? [] : [[{ ...JOB, [field]: undefined }, 1] as const])),
      [{ ...JOB, pipelineSpec: {} }, 1],
      [{ ...JOB, pipelineSpec: { pipelineInfo: {} } }, 1],
      [bare, 1],
    ] as const) {
      fake().clearRequests();
      serve([JOB]);
      const { result } = await run(askOfEach(selection), { args: { jobs: [listed], startSeconds: NOW / 1_000 } });
      assert.deepEqual([result, fake().requestsOf(GET).length], [[0], count], JSON.stringify(listed));
    }
    const fields = String(fake().requestsOf(GET)[0]?.query.fields).split(",");
    assert.ok(fields.includes("pipelineSpec") && fields.includes("createTime") && !fields.includes("jobDetail"));
  });

  it("has taken every branch in these tests", () => {
    // `guardWorkflow.test.ts` has what can go wrong with reading a job.
    const alwaysReached = /^checkExcluded2?\[else\]$|^(judgeReadError|raiseReadError)/;
    assert.deepEqual(
      untaken().filter((point) => !alwaysReached.test(point)),
      [],
    );
  });
});

/** Calls the workflow's own check for each job. */
function askOfEach(selection: Parameters<typeof listingSubworkflows>[0]): WorkflowDefinition {
  const { matches } = listingSubworkflows(selection);
  assert.ok(matches);
  const kind = kindData(PIPELINE_JOBS, fieldsRead(selection), "");
  return {
    main: {
      params: ["args"],
      steps: [
        { begin: { assign: [{ meant: [] }, { index: -1 }, { kind }] } },
        {
          askAll: {
            for: {
              value: "job",
              in: "${args.jobs}",
              steps: [
                { count: { assign: [{ index: "${index + 1}" }] } },
                {
                  ask: {
                    call: "matches",
                    args: { job: "${job}", kind: "${kind}", startSeconds: "${args.startSeconds}" },
                    result: "answer",
                  },
                },
                { keep: { switch: [{ condition: "${answer}", assign: [{ meant: "${list.concat(meant, index)}" }] }] } },
              ],
            },
          },
        },
        { end: { return: "${meant}" } },
      ],
    },
    matches,
  };
}
