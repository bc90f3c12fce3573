import assert from "node:assert/strict";
import type { SweepInputs } from "../../../src/provider/jobSweep/inputs";
import type { SweepOutputs } from "../../../src/provider/jobSweep/outputs";
import { UNKNOWN } from "../../../src/provider/unknown";
import { diffSweep as diff } from "../../support/checkAndDiff";

const INPUTS: SweepInputs = {
  project: "p",
  kinds: ["pipelineJobs"],
  regions: ["us-central1"],
  selector: { labels: { env: "pr-7" } },
  maxJobs: 100,
  cancelOn: ["create"],
  pauseSchedules: false,
  resumeSchedulesOnDelete: false,
  cancelChildJobs: false,
  deleteStopped: false,
  requireCancelled: false,
  desiredState: "STOPPED",
};
const SWEPT: SweepOutputs = { ...INPUTS, matched: 1, cancelled: 1, completed: 0, jobs: [], activeJobs: [] };

describe("diff of a sweep", () => {
  const changes = (olds: Partial<SweepOutputs>, news: Partial<SweepInputs> = {}) =>
    diff({ ...SWEPT, ...olds }, { ...INPUTS, ...news });
  const without = (key: keyof SweepOutputs): SweepOutputs =>
    Object.fromEntries(Object.entries(SWEPT).filter(([name]) => name !== key)) as unknown as SweepOutputs;

  it("finds no change when nothing changes", () => {
    assert.deepEqual(changes({}), { changes: false });
  });

  it("replaces the sweep when its project changes", () => {
    assert.deepEqual(changes({}, { project: "q" }), { changes: true, replaces: ["project"] });
  });

  it("replaces the sweep for an unknown given project and updates it for an unknown default project", () => {
    assert.deepEqual(changes({}, { project: UNKNOWN }), { changes: true, replaces: ["project"] });
    assert.deepEqual(changes({}, { project: UNKNOWN, defaults: { project: "" } }), { changes: true });
  });

  it("finds every changed or unknown input", () => {
    const news: Partial<SweepInputs>[] = [
      { selector: { labels: { env: "pr-8" } } },
      { exclude: { labels: { keep: "*" } } },
      { regions: ["europe-west4"] },
      { triggers: [1] },
      { maxJobs: 1 },
      { cancelOn: ["create", "delete"] },
      { pauseSchedules: true },
      { resumeSchedulesOnDelete: true },
      { cancelChildJobs: true },
      { requireCancelled: true },
      { triggers: [UNKNOWN] },
    ];
    for (const change of news) assert.deepEqual(changes({}, change), { changes: true }, JSON.stringify(change));
  });

  it("finds jobs that are not known to be stopped", () => {
    assert.equal(diff(without("matched"), INPUTS).changes, true);
    assert.equal(diff(without("cancelled"), INPUTS).changes, true);
    assert.equal(changes({ activeJobs: ["a"] }).changes, true);
    assert.equal(diff(without("activeJobs"), INPUTS).changes, false);
  });

  it("finds jobs that ended by themselves when requireCancelled is set", () => {
    const requireCancelled = true;
    assert.equal(changes({ requireCancelled, completed: 1 }, { requireCancelled }).changes, true);
    assert.equal(changes({ requireCancelled, completed: 0 }, { requireCancelled }).changes, false);
    assert.equal(diff({ ...without("completed"), requireCancelled }, { ...INPUTS, requireCancelled }).changes, false);
    assert.equal(changes({ completed: 1 }).changes, false);
  });

  it("finds no change when the sweep stops active jobs only on delete", () => {
    const cancelOn = ["delete"] as const;
    assert.equal(changes({ cancelOn, activeJobs: ["a"] }, { cancelOn }).changes, false);
    assert.equal(diff({ ...without("matched"), cancelOn }, { ...INPUTS, cancelOn }).changes, true);
  });
});
