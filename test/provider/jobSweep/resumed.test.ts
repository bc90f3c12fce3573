import assert from "node:assert/strict";
import type { SweepOutputs } from "../../../src/provider/jobSweep/outputs";
import type { FaultRule } from "../../../src/testing";
import { partialOutputs, ResourceDriver } from "../../support/resourceDriver";
import { activeIds, addJobs, cancelledNames } from "../../support/sweepJobs";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

const selector = { labels: { env: "pr-7" } };

describe("a resumed sweep", function () {
  this.timeout(20_000);
  const fake = withFake({ timeToCancelMs: 2_000 });
  let provider: ResourceDriver<"JobSweep">;
  beforeEach(() => {
    provider = new ResourceDriver("JobSweep", fake().endpoint);
    provider.timeoutMs = 20_000;
  });

  const add = (pipelineJobId: string, labels: Record<string, string> = {}) =>
    fake().addPipelineJob({ ...PLACE, pipelineJobId, labels: { env: "pr-7", ...labels } });
  const failing = async (args: Record<string, unknown>): Promise<SweepOutputs> =>
    (await partialOutputs(provider.create(args))) as unknown as SweepOutputs;
  const up = (outs: SweepOutputs, args: Record<string, unknown>) => provider.up(outs, args);
  const test = (title: string, work: () => Promise<void>) => it(title, () => inVirtualTime(work));
  const cancelledIds = () => cancelledNames(fake()).map((name) => name.slice(name.lastIndexOf("/") + 1));
  const methods = ["pipelineJobs.cancel", "pipelineJobs.batchCancel"];

  const faults: Record<string, FaultRule["fault"]> = {
    "a missing permission": { status: 403 },
    "an outage": { status: 503 },
  };
  const narrowings: Record<string, Record<string, unknown>> = {
    "another label": { selector: { labels: { env: "pr-7", owner: "me" } } },
    "an exclusion": { selector, exclude: { labels: { keep: "*" } } },
    "a name": { selector: { names: ["projects/p/locations/us-central1/pipelineJobs/mine"] } },
    "another region": { selector, regions: ["europe-west4"] },
    "a display name": { selector: { displayName: "mine" } },
  };
  for (const [what, fault] of Object.entries(faults)) {
    for (const [narrowing, narrowed] of Object.entries(narrowings)) {
      for (const wide of [selector, { allJobs: true }]) {
        const from = "allJobs" in wide ? "all jobs" : "a label";
        test(`cancels only the jobs that are selected now, after ${what}, when ${narrowing} narrows the selection from ${from}`, async () => {
          fake().addPipelineJob({
            ...PLACE,
            pipelineJobId: "mine",
            displayName: "mine",
            labels: { env: "pr-7", owner: "me" },
          });
          add("kept-1", { keep: "yes" });
          add("kept-2", { keep: "yes" });
          const lifts = methods.map((apiMethod) => fake().addFault({ apiMethod, fault }));
          const outs = await failing({ selector: wide });
          assert.equal(outs.matched, undefined);
          for (const lift of lifts) lift();
          fake().clearRequests();
          const now = await up(outs, narrowed);
          const isElsewhere = "regions" in narrowed;
          assert.deepEqual(cancelledIds(), isElsewhere ? [] : ["mine"]);
          assert.deepEqual(activeIds(fake()), isElsewhere ? ["mine", "kept-1", "kept-2"] : ["kept-1", "kept-2"]);
          assert.deepEqual([now.matched, now.activeJobs], [isElsewhere ? 0 : 1, []]);
        });
      }
    }
  }

  const narrowedKinds = { selector, kinds: ["customJobs"] };
  for (const [narrowing, narrowed] of Object.entries({ ...narrowings, "a list of kinds": narrowedKinds })) {
    test(`leaves the child jobs of a job alone that ${narrowing} does not select any more`, async () => {
      const child = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
      const taskDetails = [{ state: "CANCELLED", executorDetail: { customJobDetail: { job: child } } }];
      const labels = { env: "pr-7", keep: "yes" };
      fake().addPipelineJob({
        ...PLACE,
        pipelineJobId: "a",
        labels,
        jobDetail: { taskDetails },
        timeToCancelMs: 30_000,
      });
      const outs = await failing({ selector, cancelChildJobs: true });
      provider.timeoutMs = 60_000;
      const now = await up(outs, { ...narrowed, cancelChildJobs: true });
      assert.equal(now.cancelled, 1);
      assert.equal(fake().job(child)?.state, "JOB_STATE_RUNNING");
    });
  }

  test("stops the child jobs of a job that it still selects and that stopped in the meantime", async () => {
    const child = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
    const taskDetails = [{ state: "CANCELLED", executorDetail: { customJobDetail: { job: child } } }];
    fake().addPipelineJob({
      ...PLACE,
      pipelineJobId: "b",
      labels: { env: "pr-7" },
      jobDetail: { taskDetails },
      timeToCancelMs: 30_000,
    });
    const outs = await failing({ selector, cancelChildJobs: true });
    fake().setPipelineJobState("projects/p/locations/us-central1/pipelineJobs/b", "PIPELINE_STATE_CANCELLED");
    await up(outs, { selector: { labels: { env: "pr-7" }, olderThan: "1s" }, cancelChildJobs: true });
    assert.equal(fake().job(child)?.state, "JOB_STATE_CANCELLED");
  });

  test("ignores a job whose labels exclude it since the failure", async () => {
    const args = { selector, exclude: { labels: { keep: "*" } } };
    const name = add("a");
    const lifts = methods.map((apiMethod) => fake().addFault({ apiMethod, fault: { status: 403 } }));
    const outs = await failing(args);
    for (const lift of lifts) lift();
    fake().clearRequests();
    fake().setPipelineJobLabels(name, { env: "pr-7", keep: "yes" });
    const now = await up(outs, args);
    assert.deepEqual([cancelledIds(), now.matched], [[], 0]);
  });

  test("waits for a job that it cancelled and no longer selects without a second cancel", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", labels: { env: "pr-7" }, timeToCancelMs: 30_000 });
    const outs = await failing({ selector });
    fake().clearRequests();
    const now = await up(outs, { selector: { labels: { env: "pr-8" } } });
    assert.deepEqual([now.matched, now.cancelled, cancelledIds()], [1, 1, []]);
  });

  test("does not wait for a job that somebody else cancelled and that it no longer selects", async () => {
    const name = fake().addPipelineJob({
      ...PLACE,
      pipelineJobId: "a",
      labels: { env: "pr-7" },
      timeToCancelMs: 3_600_000,
    });
    const lifts = methods.map((apiMethod) => fake().addFault({ apiMethod, fault: { status: 403 } }));
    const outs = await failing({ selector });
    for (const lift of lifts) lift();
    await fetch(`${fake().endpoint}${name}:cancel`, { method: "POST" });
    const now = await up(outs, { selector: { labels: { env: "pr-8" } } });
    assert.equal(now.matched, 0);
  });

  test("counts all 1,500 jobs, whether they end before or after the resume", async () => {
    for (const doEnd of [true, false]) {
      const prefix = doEnd ? "early" : "late";
      const names = addJobs(fake(), { prefix, count: 1_500, labels: { env: prefix }, timeToCancelMs: 40_000 });
      const args = { selector: { labels: { env: prefix } }, maxJobs: 2_000, requestsPerMinute: 600 };
      const outs = await failing(args);
      if (doEnd) for (const name of names) fake().setPipelineJobState(name, "PIPELINE_STATE_CANCELLED");
      provider.timeoutMs = 1_800_000;
      fake().clearRequests();
      const now = await up(outs, args);
      if (doEnd) assert.ok(fake().requests.length < 60, `${fake().requests.length} requests tell of all jobs`);
      provider.timeoutMs = 20_000;
      assert.deepEqual([now.matched, now.cancelled, now.jobs?.length], [1_500, 1_500, 1_000], prefix);
    }
  }).timeout(120_000);

  test("keeps the counts of unlisted jobs", async () => {
    addJobs(fake(), { prefix: "fast", count: 1_200, labels: { env: "pr-7" }, timeToCancelMs: 1_000 });
    const slow = fake().addPipelineJob({
      ...PLACE,
      pipelineJobId: "slow",
      labels: { env: "pr-7" },
      timeToCancelMs: 3_600_000,
    });
    const args = { selector, maxJobs: 2_000 };
    const outs = await failing(args);
    fake().setPipelineJobState(slow, "PIPELINE_STATE_CANCELLED");
    const now = await up(outs, args);
    assert.deepEqual([now.matched, now.cancelled], [1_201, 1_201]);
  }).timeout(60_000);

  test("does not fail with requireCancelled for a job that ended by itself without a cancel request", async () => {
    const name = add("a");
    const lifts = methods.map((apiMethod) => fake().addFault({ apiMethod, fault: { status: 503 } }));
    const args = { selector, requireCancelled: true };
    const outs = await failing(args);
    for (const lift of lifts) lift();
    fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    const now = await up(outs, args);
    assert.deepEqual([now.alreadyTerminal, now.completed, now.jobs?.[0]?.outcome], [1, 0, "ALREADY_TERMINAL"]);
  });
});
