import assert from "node:assert/strict";
import type { CancellationInputs } from "../../../src/provider/jobCancellation/inputs";
import type { CancellationOutputs } from "../../../src/provider/jobCancellation/outputs";
import { UNKNOWN } from "../../../src/provider/unknown";
import { diffCancellation as diff } from "../../support/checkAndDiff";

const INPUTS: CancellationInputs = {
  name: "projects/p/locations/us-central1/pipelineJobs/a",
  project: "p",
  region: "us-central1",
  pipelineJobId: "a",
  cancelOn: ["create"],
  requireCancelled: false,
  ignoreMissing: false,
  cancelChildJobs: false,
  deleteStopped: false,
  desiredState: "STOPPED",
};
const STOPPED: CancellationOutputs = { ...INPUTS, state: "PIPELINE_STATE_CANCELLED", outcome: "CANCELLED" };

describe("diff of a cancellation", () => {
  const changes = (olds: Partial<CancellationOutputs>, news: Partial<CancellationInputs> = {}) =>
    diff({ ...STOPPED, ...olds }, { ...INPUTS, ...news });

  it("finds no change when nothing changes", () => {
    assert.deepEqual(changes({}), { changes: false });
  });

  it("replaces the resource when the job changes", () => {
    const news = { name: "projects/p/locations/us-central1/pipelineJobs/b", pipelineJobId: "b" };
    assert.deepEqual(changes({}, news), { changes: true, replaces: ["name", "pipelineJobId"] });
  });

  it("replaces the resource when an input that names the job is unknown", () => {
    const replaces = (news: Partial<CancellationInputs>) => changes({}, news).replaces;
    assert.deepEqual(replaces({ name: UNKNOWN, pipelineJobId: UNKNOWN }), ["name", "pipelineJobId"]);
    assert.deepEqual(replaces({ name: UNKNOWN, region: UNKNOWN }), ["name", "region"]);
    assert.deepEqual(replaces({ name: UNKNOWN }), ["name"]);
    const all = { name: UNKNOWN, project: UNKNOWN, region: UNKNOWN, pipelineJobId: UNKNOWN };
    assert.deepEqual(replaces(all), ["name", "project", "region", "pipelineJobId"]);
  });

  it("updates the resource when a default project is unknown", () => {
    const news = { name: UNKNOWN, project: UNKNOWN, defaults: { project: "" } };
    assert.deepEqual(changes({}, news), { changes: true });
  });

  it("finds every changed or unknown input", () => {
    const news: Partial<CancellationInputs>[] = [
      { cancelOn: ["create", "delete"] },
      { triggers: [1] },
      { requireCancelled: true },
      { ignoreMissing: true },
      { cancelChildJobs: true },
      { requestsPerMinute: 600 },
      { triggers: [UNKNOWN] },
    ];
    for (const change of news) assert.deepEqual(changes({}, change), { changes: true }, JSON.stringify(change));
  });

  it("finds a job that is not known to be stopped as requested", () => {
    const { outcome: _outcome, ...unknown } = STOPPED;
    assert.equal(diff(unknown, INPUTS).changes, true);
    assert.equal(changes({ outcome: "DEFERRED" }).changes, true);
    assert.equal(changes({ outcome: "COMPLETED" }).changes, false);
    const requireCancelled = true;
    assert.equal(changes({ outcome: "COMPLETED", requireCancelled }, { requireCancelled }).changes, true);
    assert.equal(changes({ outcome: "CANCELLED", requireCancelled }, { requireCancelled }).changes, false);
  });

  it("finds active or unknown child jobs with cancelChildJobs", () => {
    assert.equal(changes({ cancelChildJobs: true }, { cancelChildJobs: true }).changes, true);
    const cancelChildJobs = true;
    assert.equal(changes({ cancelChildJobs, activeChildJobs: ["c"] }, { cancelChildJobs }).changes, true);
    assert.equal(changes({ cancelChildJobs, activeChildJobs: [] }, { cancelChildJobs }).changes, false);
    assert.equal(changes({ cancelChildJobs, outcome: "NOT_FOUND" }, { cancelChildJobs }).changes, false);
    assert.equal(changes({ activeChildJobs: ["c"] }).changes, false);
  });

  it("finds no change for a resource that stops the job only on delete", () => {
    const cancelOn = ["delete"] as const;
    assert.equal(changes({ cancelOn, outcome: "DEFERRED" }, { cancelOn }).changes, false);
    assert.equal(
      changes({ cancelOn, outcome: "COMPLETED", requireCancelled: true }, { cancelOn, requireCancelled: true }).changes,
      false,
    );
  });
});
