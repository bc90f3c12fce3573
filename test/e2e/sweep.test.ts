import assert from "node:assert/strict";
import { JobSweep, type JobSweepArgs } from "../../src";
import { Infrastructure } from "../support/infrastructure";
import { activeIds, addJobs, cancelledNames } from "../support/sweepJobs";
import { calls } from "../support/withFake";
import { withStack } from "../support/withStack";

const REGIONS = ["us-central1", "europe-west4"];
const LABELS = { environment: "pr-7" };
const SELECTION = { selector: { labels: LABELS }, exclude: { labels: { keep: "*" } } };
const RESUMING = {
  ...SELECTION,
  pauseSchedules: true,
  resumeSchedulesOnDelete: true,
  cancelOn: ["create", "delete"],
} as const;
const NAME = "projects/p/locations/us-central1/pipelineJobs/job-1";
const LIST = "pipelineJobs.list";

describe("a stack with a JobSweep of an environment", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { timeToCancelMs: 2_500 } });
  const spared = ["kept-1", "kept-2", "other-1", "other-2", "other-3"];
  let args: JobSweepArgs;

  before(() => {
    addJobs(fake(), { prefix: "here", count: 24, labels: LABELS });
    addJobs(fake(), { prefix: "there", count: 16, region: "europe-west4", labels: LABELS });
    addJobs(fake(), { prefix: "kept", count: 2, labels: { ...LABELS, keep: "yes" } });
    addJobs(fake(), { prefix: "other", count: 3, region: "europe-west4", labels: { environment: "pr-8" } });
    args = { ...SELECTION, regions: REGIONS };
    stack().program = async () => {
      const network = new Infrastructure("network", `${fake().url}/network`);
      const sweep = new JobSweep("sweep", args, { dependsOn: network });
      const { matched, cancelled, completed, alreadyTerminal, notFound, activeJobs } = sweep;
      return { matched, cancelled, completed, alreadyTerminal, notFound, activeJobs };
    };
  });
  beforeEach(() => fake().clearRequests());

  const addStray = () => addJobs(fake(), { prefix: "stray", count: 1, region: "europe-west4", labels: LABELS });
  const desiredState = async () => (await stack().recorded("sweep")).inputs.desiredState;

  it("previews the number of jobs and the first 20 with one list request for each region", async () => {
    const run = await stack().preview();
    const [told = "", ...others] = run.messages("info");
    const lines = told.split("\n");
    assert.deepEqual(others, []);
    assert.deepEqual([lines.length, lines.at(0), lines.at(-1)], [22, "would stop 40 jobs:", "  and 20 more"]);
    assert.match(
      lines[1] ?? "",
      /^ {2}us-central1\/here-24 {2}PIPELINE_STATE_RUNNING {2}\d+s old {2}environment=pr-7$/,
    );
    assert.match(run.output, /JobSweep sweep create would stop 40 jobs:/);
    assert.deepEqual(calls(fake()), [LIST, LIST]);
  });

  it("reports in the preview that the jobs are unknown when list is denied, and continues", async () => {
    const lift = fake().addFault({ apiMethod: LIST, fault: { status: 403 } });
    const run = await stack().preview();
    lift();
    assert.deepEqual(run.steps, ["create network", "create sweep"]);
    const [told = "", ...others] = run.messages("info");
    assert.deepEqual(others, []);
    assert.match(told, /^which jobs would be stopped can't be told: .*HTTP 403 PERMISSION_DENIED.*$/);
    assert.deepEqual([run.messages("warning"), run.messages("error")], [[], []]);
  });

  it("stops the matching jobs in all regions, shows the number of stopped jobs on its row, and stops no other job", async () => {
    const { output } = await stack().up();
    assert.match(output, /JobSweep sweep creating \(\d+s\) 0 of 40 stopped, 40 cancelling/);
    assert.match(output, /JobSweep sweep created \(\d+s\) 40 of 40 stopped, 0 cancelling/);
    assert.deepEqual(activeIds(fake()), spared);
    assert.deepEqual([cancelledNames(fake()).length, new Set(cancelledNames(fake())).size], [40, 40]);
  });

  it("outputs the number of jobs for each outcome", async () => {
    const outputs = Object.entries(await stack().outputs()).map(([key, { value }]) => [key, value]);
    const counts = { matched: 40, cancelled: 40, completed: 0, alreadyTerminal: 0, notFound: 0 };
    assert.deepEqual(Object.fromEntries(outputs), { ...counts, activeJobs: [] });
  });

  it("changes nothing on a second up or preview and makes no API call", async () => {
    assert.deepEqual((await stack().up()).changes, { same: 3 });
    assert.deepEqual((await stack().preview()).changes, { same: 3 });
    assert.deepEqual(calls(fake()), []);
  });

  it("shows a stray job in a preview with refresh as a change of desiredState", async () => {
    addStray();
    const run = await stack().preview({ refresh: true, diff: true });
    assert.match(run.output, /~ desiredState +: "ACTIVE: 1 job" +=> "STOPPED"/);
    assert.match(run.messages("info").join("\n"), /^would stop 1 job:\n {2}europe-west4\/stray-1 /m);
    assert.deepEqual(cancelledNames(fake()), []);
    assert.equal(await desiredState(), "STOPPED");
  });

  it("records a stray job on refresh and reports that the next up stops it", async () => {
    const run = await stack().refresh();
    assert.deepEqual(run.messages("info"), ["1 job active: the next `pulumi up` stops it"]);
    assert.deepEqual(calls(fake()), [LIST, LIST]);
    assert.equal(await desiredState(), "ACTIVE: 1 job");
    const { activeJobs } = (await stack().recorded("sweep")).outputs;
    assert.deepEqual(activeJobs, ["projects/p/locations/europe-west4/pipelineJobs/stray-1"]);
  });

  it("shows the stray job in the preview after a refresh", async () => {
    const run = await stack().preview({ diff: true });
    assert.deepEqual(run.steps, ["update sweep"]);
    assert.match(run.output, /~ desiredState +: "ACTIVE: 1 job" => "STOPPED"/);
    assert.match(run.messages("info").join("\n"), /^would stop 1 job:\n {2}europe-west4\/stray-1 /);
  });

  it("stops the stray job on the next up and causes no further change", async () => {
    assert.deepEqual((await stack().up()).steps, ["update sweep"]);
    assert.deepEqual(activeIds(fake()), spared);
    assert.equal(await desiredState(), "STOPPED");
    fake().clearRequests();
    assert.deepEqual((await stack().up()).changes, { same: 3 });
    assert.deepEqual(calls(fake()), []);
    assert.deepEqual((await stack().refresh()).changes, { same: 3 });
  });

  it("records the value delete in cancelOn without an API call", async () => {
    args = { ...args, cancelOn: ["create", "delete"] };
    assert.deepEqual((await stack().up()).steps, ["update sweep"]);
    assert.deepEqual(calls(fake()), []);
  });

  it("reports the number of active jobs in a destroy with refresh and stops them before the dependency of the sweep is deleted", async () => {
    addStray();
    const run = await stack().destroy({ refresh: true });
    const [told] = run.messages("info");
    assert.equal(told, "1 job active: the next `pulumi up` stops it, `pulumi destroy` will stop it");
    assert.match(run.output, /JobSweep sweep deleted \(\d+s\) 1 of 1 stopped, 0 cancelling/);
    assert.deepEqual(activeIds(fake()), spared);
    const [last] = fake().requests.slice(-1);
    assert.deepEqual([last?.method, last?.path], ["DELETE", "/network"]);
  });
});

describe('JobSweep with cancelOn: ["delete"]', function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  before(() => {
    addJobs(fake(), { prefix: "job", count: 3, labels: LABELS });
    addJobs(fake(), { prefix: "other", count: 1 });
    stack().program = async () => {
      const network = new Infrastructure("network", `${fake().url}/network`);
      new JobSweep("sweep", { ...SELECTION, cancelOn: ["delete"] }, { dependsOn: network });
    };
  });
  beforeEach(() => fake().clearRequests());

  it("previews the jobs that would be stopped", async () => {
    const [told = ""] = (await stack().preview()).messages("info");
    assert.match(told, /^would stop 3 jobs when this is deleted:\n/);
  });

  it("lists the jobs once on up and leaves them running", async () => {
    await stack().up();
    assert.deepEqual(calls(fake()), [LIST]);
    assert.equal(activeIds(fake()).length, 4);
    assert.equal((await stack().recorded("sweep")).outputs.matched, 3);
  });

  it("reports no drift when a job ends by itself", async () => {
    fake().setPipelineJobState(NAME, "PIPELINE_STATE_SUCCEEDED");
    const run = await stack().refresh();
    assert.deepEqual(run.messages("info"), ["2 jobs active: `pulumi destroy` will stop them"]);
    fake().clearRequests();
    assert.deepEqual((await stack().up()).changes, { same: 3 });
    assert.deepEqual(calls(fake()), []);
  });

  it("stops all matching jobs, including later ones, on destroy before its dependency is deleted", async () => {
    addJobs(fake(), { prefix: "late", count: 2, labels: LABELS, timeToCancelMs: 1_500 });
    await stack().destroy();
    assert.deepEqual(activeIds(fake()), ["other-1"]);
    const [last] = fake().requests.slice(-1);
    assert.deepEqual([last?.method, last?.path], ["DELETE", "/network"]);
  });
});

describe("JobSweep that is rejected", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  before(() => void addJobs(fake(), { prefix: "job", count: 12, labels: LABELS }));
  beforeEach(() => fake().clearRequests());

  const declare = (args: unknown) => {
    stack().program = async () => {
      new JobSweep("sweep", args as JobSweepArgs);
    };
  };

  it("names the number of jobs and maxJobs, and cancels nothing, when more than maxJobs jobs match", async () => {
    declare({ selector: { labels: LABELS }, maxJobs: 10 });
    const [told = ""] = (await stack().preview()).messages("info");
    assert.match(told, /^would stop 12 jobs, which is refused: maxJobs is 10:\n/);
    const { output } = await stack().fails("up");
    assert.match(output, /12 jobs match, and maxJobs is 10: .*\/job-12, .* and 2 more\./);
    assert.match(output, /Nothing was cancelled: narrow the selector, or raise maxJobs/);
    assert.deepEqual([cancelledNames(fake()), activeIds(fake()).length], [[], 12]);
    await assert.rejects(stack().recorded("sweep"));
  });

  for (const [why, args, properties] of [
    ["an empty selector", { selector: {} }, ["selector"]],
    ["names together with other conditions", { selector: { names: [NAME], labels: LABELS } }, ["selector.names"]],
    ["schedules that would launch the stopped jobs again", RESUMING, ["resumeSchedulesOnDelete"]],
    [
      "several errors at once",
      {
        selector: { filter: "state=(", olderThan: "soon" },
        exclude: { createdAfter: "2026-01-02T00:00:00Z", createdBefore: "2026-01-01T00:00:00Z" },
        regions: ["us-central1", "us-central1"],
        maxJobs: 0,
      },
      ["exclude.createdAfter", "maxJobs", "regions[1]", "selector.filter", "selector.olderThan"],
    ],
  ] as const) {
    it(`reports the property paths of ${why} before any request`, async () => {
      declare(args);
      const { output } = await stack().fails("up");
      const told = [...output.matchAll(/property (\S+) value .* has a problem: /g)].map(([, property]) => property);
      assert.deepEqual([...new Set(told)].sort(), properties);
      assert.doesNotMatch(output, /^\s+at /m);
      assert.deepEqual(calls(fake()), []);
    });
  }
});
