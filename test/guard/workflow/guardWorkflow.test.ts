import assert from "node:assert/strict";
import { type GuardWorkflowOptions, guardWorkflow } from "../../../src/guard/workflow/guardWorkflow";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { activeIds, addJobs, cancelledNames } from "../../support/sweepJobs";
import { calls } from "../../support/withFake";
import { withWorkflows } from "../../support/workflowsEmulator/withWorkflows";

const LABELS = { env: "pr-7" };
const REGIONS = ["us-central1", "europe-west4"];
const CANCEL = "pipelineJobs.cancel";
const GET = "pipelineJobs.get";
const LIST = "pipelineJobs.list";

/** Executed by an engine that is none of ours: workflows-emulator. */
describe("the workflow of a guard", function () {
  this.timeout(120_000);
  this.slow(20_000);
  const leftOut: string[] = [];
  const { fake, clock, run, untaken } = withWorkflows({ timeToCancelMs: 20_000, fieldsLeftOutOfLists: () => leftOut });
  beforeEach(() => {
    leftOut.length = 0;
  });

  const guard = (options: Partial<GuardWorkflowOptions> = {}) =>
    guardWorkflow({
      kinds: [PIPELINE_JOBS],
      project: "p",
      regions: REGIONS,
      selector: { labels: LABELS },
      exclude: { labels: { keep: "*" } },
      maxJobs: 200,
      waitSeconds: 1_800,
      dryRun: false,
      ...options,
    });
  const add = (prefix: string, seed = {}) => addJobs(fake(), { prefix, count: 1, labels: LABELS, ...seed })[0] ?? "";
  const secondsPassed = () => (clock().now() - Date.UTC(2026, 0, 1)) / 1_000;
  const countOf = (apiMethod: string) => fake().requestsOf(apiMethod).length;

  it("stops 150 jobs of two regions over several pages, and does not stop the excluded ones", async () => {
    addJobs(fake(), { prefix: "here", count: 75, labels: LABELS });
    addJobs(fake(), { prefix: "there", count: 75, region: "europe-west4", labels: LABELS });
    addJobs(fake(), { prefix: "kept", count: 3, region: "europe-west4", labels: { ...LABELS, keep: "yes" } });
    addJobs(fake(), { prefix: "other", count: 3, labels: { env: "pr-8" } });
    const { result } = await run(guard());
    const { jobs, ...counts } = result as { jobs: string[] };
    assert.deepEqual(counts, { dryRun: false, matched: 150, cancelled: 150, completed: 0, notFound: 0 });
    assert.equal(new Set(jobs).size, 150);
    assert.deepEqual(activeIds(fake()), ["kept-1", "kept-2", "kept-3", "other-1", "other-2", "other-3"]);
    assert.equal(new Set(cancelledNames(fake())).size, 150);
    // Two pages each; then one each, on which nothing is.
    assert.deepEqual([countOf(LIST), countOf(CANCEL)], [6, 150]);
    assert.ok(countOf(GET) <= 150 + 12, `${countOf(GET)} looks`);
  });

  it("stops the jobs of its names, and none of another project's number", async () => {
    const [mine, other] = [add("mine"), add("other")];
    const answered = (name: string) => String(fake().pipelineJob(name)?.name);
    const names = [answered(mine), answered(other).replace(/^projects\/\d+/, "projects/456")];
    const { result } = await run(guard({ selector: { names } }));
    assert.deepEqual((result as { jobs: string[] }).jobs, [answered(mine)]);
    assert.deepEqual(activeIds(fake()), ["other-1"]);
  });

  it("returns at once from an empty project", async () => {
    const { result } = await run(guard());
    const nothing = { dryRun: false, matched: 0, cancelled: 0, completed: 0, notFound: 0, jobs: [] };
    assert.deepEqual(result, nothing);
    assert.deepEqual(calls(fake()), [LIST, LIST]);
    assert.equal(secondsPassed(), 0);
  });

  it("cancels nothing when more jobs match than maxJobs", async () => {
    addJobs(fake(), { prefix: "job", count: 3, labels: LABELS });
    const { error } = await run(guard({ maxJobs: 2 }));
    assert.match(error?.message ?? "", /^more than 2 jobs match, among them projects\/.+\. Stopped before: 0\./);
    assert.deepEqual(error?.tags, ["TooManyJobs"]);
    assert.equal(activeIds(fake()).length, 3);
    assert.deepEqual(calls(fake()), [LIST]);
  });

  it("only reports what it would stop on a dry run", async () => {
    const name = add("job");
    const { result } = await run(guard({ dryRun: true }));
    const { jobs, ...rest } = result as { jobs: string[] };
    assert.deepEqual(rest, { dryRun: true, matched: 1 });
    assert.deepEqual(jobs.map(idOf), [idOf(name)]);
    assert.equal(countOf(CANCEL), 0);
    assert.match((await run(guard({ dryRun: true, maxJobs: 1 }))).steps.join(), /report/);
    add("other");
    assert.deepEqual((await run(guard({ dryRun: true, maxJobs: 1 }))).error?.tags, ["TooManyJobs"]);
  });

  it("counts a job that ended by itself as completed, and one that is gone as not found", async () => {
    add("faster", { winsRace: "PIPELINE_STATE_SUCCEEDED" });
    add("ended", { states: ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_FAILED"] });
    add("gone");
    fake().addFault({ apiMethod: CANCEL, path: "ended", fault: { status: 400 } });
    fake().addFault({ apiMethod: CANCEL, path: "gone", fault: { status: 404 } });
    fake().addFault({ apiMethod: GET, path: "gone", fault: { status: 404 } });
    const { result, error } = await run(guard());
    assert.equal(error, undefined);
    const { jobs, ...counts } = result as { jobs: string[] };
    assert.deepEqual(counts, { dryRun: false, matched: 3, cancelled: 0, completed: 2, notFound: 1 });
  });

  it("retries after a spell of 503 and after a broken connection", async () => {
    add("here");
    for (const apiMethod of [LIST, CANCEL, GET]) fake().addFault({ apiMethod, times: 2, fault: { status: 503 } });
    fake().addFault({ apiMethod: CANCEL, times: 1, fault: { reset: "before" } });
    const { result } = await run(guard());
    assert.equal((result as { cancelled: number }).cancelled, 1);
    assert.deepEqual(activeIds(fake()), []);
    assert.equal(countOf(CANCEL), 4);
  });

  it("stops what starts meanwhile", async () => {
    add("first");
    clock().setTimeout(() => add("second"), 5_000);
    const { result } = await run(guard());
    assert.equal((result as { cancelled: number }).cancelled, 2);
    assert.deepEqual(activeIds(fake()), []);
  });

  for (const [field, exclude, kept] of [
    ["labels", { labels: { keep: "*" } }, { labels: { ...LABELS, keep: "yes" } }],
    ["pipelineSpec", { pipelineName: "prod" }, { pipelineSpec: { pipelineInfo: { name: "prod" } } }],
    ["serviceAccount", { serviceAccount: "prod@p" }, { serviceAccount: "prod@p" }],
    ["displayName", { displayName: "prod*" }, { displayName: "prod-1" }],
    ["templateUri", { templateUri: "https://kfp.pkg.dev/p/r/t/v1" }, { templateUri: "https://kfp.pkg.dev/p/r/t/v1" }],
    ["createTime", { createdBefore: "2025-01-01T00:00:00Z" }, { createTime: "2024-12-31T00:00:00Z" }],
  ] as const) {
    it(`excludes jobs by ${field}, and stops the others, if listings leave it out`, async () => {
      leftOut.push(field);
      add("kept", kept);
      add("stray");
      const { result, error } = await run(guard({ exclude }));
      assert.equal(error, undefined);
      assert.equal((result as { cancelled: number }).cancelled, 1);
      assert.deepEqual(activeIds(fake()), ["kept-1"]);
    });
  }

  it("ignores a job that is gone when it has to be read, and names one that can't be read", async () => {
    leftOut.push("labels");
    const gone = add("gone");
    fake().onRequest(({ apiMethod }) => apiMethod === GET && fake().removePipelineJob(gone));
    assert.equal((await run(guard())).error, undefined);
    const hidden = add("hidden");
    fake().addFault({ apiMethod: GET, times: 2, fault: { status: 503 } });
    fake().addFault({ apiMethod: GET, fault: { status: 403 } });
    const { error } = await run(guard());
    assert.match(error?.message ?? "", new RegExp(`^could not look at .+/${idOf(hidden)}: 403`));
    assert.deepEqual(cancelledNames(fake()), []);
  });

  it("fails when its time is up, names what is still active, and has stopped the rest", async () => {
    add("stuck", { timeToCancelMs: 86_400_000 });
    add("quick");
    const { error } = await run(guard({ waitSeconds: 600 }));
    assert.match(
      error?.message ?? "",
      /^1 jobs have not been stopped, and 1 have: projects\/.+stuck-1 was still PIPELINE_STATE_CANCELLING/,
    );
    assert.deepEqual(activeIds(fake()), ["stuck-1"]);
    assert.ok(secondsPassed() >= 600 && secondsPassed() < 602, `${secondsPassed()} s`);
    assert.deepEqual((error?.jobs as string[] | undefined)?.map(idOf), ["quick-1"]);
  });

  it("stops retrying a cancellation when its time is up", async () => {
    add("deaf");
    fake().addFault({ apiMethod: CANCEL, fault: { status: 503 } });
    const { error } = await run(guard({ waitSeconds: 60 }));
    assert.match(error?.message ?? "", /could not cancel .+deaf-1, which is PIPELINE_STATE_RUNNING: 503/);
    assert.ok(secondsPassed() < 80, `${secondsPassed()} s`);
  });

  it("fails when a cancellation is refused, after it has stopped the other jobs", async () => {
    add("refused");
    add("stopped");
    fake().addFault({ apiMethod: CANCEL, path: "refused", fault: { status: 403 } });
    const { error } = await run(guard());
    assert.match(error?.message ?? "", /could not cancel .+refused-1, which is PIPELINE_STATE_RUNNING: 403/);
    assert.deepEqual(error?.tags, ["JobsNotStopped"]);
    assert.deepEqual(activeIds(fake()), ["refused-1"]);
    assert.equal(countOf(CANCEL), 2);
  });

  it("says which region can't be listed, and which job can't be looked at", async () => {
    const lift = fake().addFault({ apiMethod: LIST, path: "europe-west4", fault: { status: 403 } });
    const unlisted = await run(guard());
    assert.match(unlisted.error?.message ?? "", /^could not list the pipelineJobs of p in europe-west4: 403/);
    lift();
    add("hidden");
    fake().addFault({ apiMethod: GET, fault: { status: 403 } });
    const unseen = await run(guard());
    assert.match(
      unseen.error?.message ?? "",
      /^1 jobs have not been stopped, and 0 have: could not look at .+hidden-1: 403/,
    );
  });

  it("has taken every step and every branch in these tests", () => {
    // The branches of `matches` are those of the selector, which `conditions.test.ts` takes; `countEnd` has one for every state.
    const elsewhere = /^(judgeFields|checkSelected|checkExcluded|returnMatch)|^countEnd\[else\]$/;
    assert.deepEqual(
      untaken().filter((point) => !elsewhere.test(point)),
      [],
    );
  });
});

function idOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
