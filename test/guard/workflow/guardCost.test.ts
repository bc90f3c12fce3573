import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { guardCost, stepWeights } from "../../../src/guard/guardCost";
import { guardInputs } from "../../../src/guard/guardInputs";
import { guardWorkflow } from "../../../src/guard/workflow/guardWorkflow";
import type { WorkflowCost } from "../../../src/guard/workflowCost";
import { repository } from "../../support/repository";
import { addJobs } from "../../support/sweepJobs";
import { nameBranches } from "../../support/workflowsEmulator/branchPoints";
import { withWorkflows } from "../../support/workflowsEmulator/withWorkflows";

const LABELS = { env: "dev" };
const OLD = { labels: LABELS, createTime: "2025-12-31T12:00:00Z" };

/** The README's example, in one region. */
const GIVEN = {
  project: "p",
  regions: ["us-central1"],
  selector: { labels: LABELS, olderThan: "6h" },
  exclude: { labels: { keep: "*" } },
};
const TWO_REGIONS = { ...GIVEN, regions: ["us-central1", "us-east1"] };
/** One of the kinds can't be filtered by age. */
const SEVERAL_KINDS = { ...TWO_REGIONS, kinds: ["tuningJobs", "pipelineJobs", "customJobs"] };
const NOTHING_EXCLUDED = { ...GIVEN, exclude: undefined };

describe("the cost that a guard reports", function () {
  this.timeout(120_000);
  this.slow(20_000);
  const { fake, run } = withWorkflows();

  /** What one run really takes. */
  async function measure(given: Parameters<typeof guardInputs>[0]): Promise<WorkflowCost> {
    const workflow = guardWorkflow(guardInputs(given));
    const weights = stepWeights(Object.values(nameBranches(workflow)).flatMap(({ steps }) => steps));
    fake().clearRequests();
    const { steps } = await run(workflow);
    // A branch is no step: only the variables that it assigns count.
    const counted = steps.filter((name) => !name.endsWith("]") || /^(keepName|countEnd)\[/.test(name));
    const sum = counted.reduce((total, name) => total + (weights.get(name) ?? Number.NaN), 0);
    return { steps: sum, apiCalls: fake().requests.length };
  }

  it("equals the steps and requests of a run that finds nothing", async () => {
    for (const given of [GIVEN, TWO_REGIONS, SEVERAL_KINDS, NOTHING_EXCLUDED]) {
      assert.deepEqual(guardCost(guardInputs(given)).idleRun, await measure(given));
    }
  });

  for (const [what, given] of Object.entries({ "of one kind": GIVEN, "with several kinds": SEVERAL_KINDS })) {
    it(`equals the steps and requests of a run ${what} that stops 100 jobs`, async () => {
      addJobs(fake(), { prefix: "job", count: 100, ...OLD });
      assert.deepEqual(guardCost(guardInputs(given)).hundredJobsRun, await measure(given));
    });
  }

  it("equals the steps and requests of a further look", async () => {
    const { furtherLook } = guardCost(guardInputs(GIVEN));
    const wait = async (waitSeconds: number) => {
      addJobs(fake(), { prefix: `for-${waitSeconds}`, count: 1, ...OLD, timeToCancelMs: waitSeconds * 1_000 });
      return measure(GIVEN);
    };
    const [short, long] = [await wait(1), await wait(60)];
    const looks = (long.steps - short.steps) / furtherLook.steps;
    assert.equal(looks, long.apiCalls - short.apiCalls);
    assert.equal(looks, 12);
  });

  it("equals the figures in the README", () => {
    const { idleRun, idleMonth, hundredJobsRun, furtherLook } = guardCost(guardInputs(GIVEN));
    const readme = readFileSync(join(repository, "README.md"), "utf8");
    for (const { steps, apiCalls } of [idleRun, idleMonth, hundredJobsRun, furtherLook]) {
      const figures = [steps, apiCalls].map((count) => count.toLocaleString("en-US")).join(" | ");
      assert.ok(readme.includes(`| ${figures} |`), figures);
    }
  });

  it("counts the runs of a month by the schedule", () => {
    const runs = (schedule: string) => guardCost(guardInputs({ ...GIVEN, schedule })).runsPerMonth;
    assert.deepEqual(["*/10 * * * *", "0 * * * *", "30 6 * * 1-5"].map(runs), [4_320, 720, 22]);
  });
});
