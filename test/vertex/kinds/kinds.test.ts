import assert from "node:assert/strict";
import type { JobKind } from "../../../src/vertex/kinds/jobKind";
import { CUSTOM_JOBS, kindNamed, kindsNamed, PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { compileFilter } from "../../../src/vertex/selection/compileFilter";
import { readListedJob } from "../../../src/vertex/selection/listedJob";

const KINDS: readonly JobKind[] = [PIPELINE_JOBS, CUSTOM_JOBS];

for (const kind of KINDS) {
  describe(`the job kind ${kind.collection}`, () => {
    it("has each state only once, and includes its cancelled and cancelling states", () => {
      const states = [kind.unspecifiedState, ...kind.activeStates, ...kind.terminalStates];
      assert.equal(new Set(states).size, states.length);
      assert.ok(kind.terminalStates.has(kind.cancelledState));
      assert.ok(kind.activeStates.includes(kind.cancellingState));
    });

    it("has a read mask that covers each of its fields", () => {
      for (const { path } of Object.values(kind.fields)) {
        assert.ok(
          kind.readMask.some((mask) => path === mask || path.startsWith(`${mask}.`)),
          path,
        );
      }
    });
  });
}

describe("the fields of a job kind", () => {
  it("are read from the paths that the kind defines", () => {
    const name = "projects/1/locations/us-central1/customJobs/2";
    const job = readListedJob(CUSTOM_JOBS, { name, jobSpec: { serviceAccount: "a@b" }, serviceAccount: "other@b" });
    assert.deepEqual([job?.serviceAccount, job?.state], ["a@b", "JOB_STATE_UNSPECIFIED"]);
  });

  it("are left out of the filter if the list method can't filter by them", () => {
    const context = { nowMs: 0, defaultStates: "any" } as const;
    const selector = { displayName: "a", pipelineName: "b", templateUri: "c", labels: { env: "*" } };
    assert.equal(compileFilter(selector, { kind: CUSTOM_JOBS, ...context }), 'labels.env:* AND display_name="a"');
    const unfiltered = { ...CUSTOM_JOBS, fields: { name: { path: "name" } } };
    const everything = { ...selector, displayName: "a*", createdAfter: "2026-01-01T00:00:00Z" };
    assert.equal(compileFilter(everything, { kind: unfiltered, ...context }), undefined);
  });
});

describe("the lookup of a job kind", () => {
  it("finds only kinds that this version knows", () => {
    assert.equal(kindNamed(["pipelineJobs"]), PIPELINE_JOBS);
    assert.throws(() => kindNamed(["otherJobs"]), { message: "there is no kind otherJobs" });
    assert.throws(() => kindNamed([]), { message: "there is no kind " });
    assert.deepEqual(kindsNamed(["otherJobs", "pipelineJobs"]), [PIPELINE_JOBS]);
    assert.deepEqual(kindsNamed("pipelineJobs"), []);
  });
});
