import assert from "node:assert/strict";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import type { FoundJob } from "../../../src/vertex/stopping/foundJob";
import { SweepLedger } from "../../../src/vertex/stopping/sweepLedger";
import type { SweptJob } from "../../../src/vertex/stopping/sweptJob";
import { PLACE } from "../../support/withFake";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const running = { name: NAME, previousState: "PIPELINE_STATE_QUEUED", state: "PIPELINE_STATE_RUNNING" };
const cancelled: SweptJob = { ...running, state: "PIPELINE_STATE_CANCELLED", outcome: "CANCELLED" };

function found(state: string): FoundJob {
  const name = "projects/123456789012/locations/us-central1/pipelineJobs/a";
  return {
    kind: PIPELINE_JOBS,
    location: PLACE,
    job: { name, state: `PIPELINE_STATE_${state}`, labels: {}, childJobs: [] },
  };
}

describe("SweepLedger", () => {
  it("continues with the jobs of an earlier sweep", () => {
    const ledger = new SweepLedger([running, { ...cancelled, name: `${NAME}2` }]);
    assert.deepEqual(ledger.progress, { stopped: 1, total: 2 });
    assert.deepEqual(ledger.unfinished, [running]);
  });

  it("adds a job with the configured project and the state in which it was found", () => {
    const ledger = new SweepLedger([]);
    ledger.add(found("RUNNING"));
    const entry = { name: NAME, previousState: "PIPELINE_STATE_RUNNING", state: "PIPELINE_STATE_RUNNING" };
    assert.deepEqual(ledger.jobs, [entry]);
    assert.deepEqual(ledger.progress, { stopped: 0, total: 1 });
  });

  it("counts a job as stopped if the job had already ended", () => {
    const ledger = new SweepLedger([]);
    ledger.add(found("FAILED"));
    assert.equal(ledger.jobs[0]?.outcome, "ALREADY_TERMINAL");
    assert.deepEqual(ledger.progress, { stopped: 1, total: 1 });
  });

  it("keeps the outcome of a job that it already knows", () => {
    const ledger = new SweepLedger([cancelled]);
    ledger.add(found("CANCELLED"));
    assert.deepEqual(ledger.jobs, [cancelled]);
    assert.deepEqual(ledger.progress, { stopped: 1, total: 1 });
  });

  it("keeps the first state of a job until the job has stopped", () => {
    const ledger = new SweepLedger([running]);
    ledger.add(found("CANCELLING"));
    assert.equal(ledger.jobs[0]?.previousState, "PIPELINE_STATE_QUEUED");
    assert.equal(ledger.jobs[0]?.state, "PIPELINE_STATE_CANCELLING");
  });

  it("keeps the outcome of a job that an old listing shows as active", () => {
    const ledger = new SweepLedger([cancelled]);
    ledger.add(found("RUNNING"));
    ledger.complete(NAME, { outcome: "ALREADY_TERMINAL", job: found("CANCELLED").job });
    assert.deepEqual(ledger.jobs, [cancelled]);
    assert.deepEqual(ledger.progress, { stopped: 1, total: 1 });
  });

  it("records anew how a job ended that ran again", () => {
    const ledger = new SweepLedger([cancelled]);
    ledger.add(found("RUNNING"));
    ledger.complete(NAME, { outcome: "ALREADY_TERMINAL", job: found("FAILED").job });
    assert.equal(ledger.jobs[0]?.outcome, "ALREADY_TERMINAL");
  });

  it("tells which jobs of an earlier sweep it has not listed", () => {
    const ledger = new SweepLedger([running, { ...cancelled, name: `${NAME}2` }]);
    ledger.add(found("RUNNING"));
    assert.deepEqual(
      ledger.unlisted.map(({ name }) => name),
      [`${NAME}2`],
    );
  });

  it("resets the entry of a job that runs again", () => {
    const ledger = new SweepLedger([cancelled]);
    ledger.add(found("PENDING"));
    const entry = { name: NAME, previousState: "PIPELINE_STATE_PENDING", state: "PIPELINE_STATE_PENDING" };
    assert.deepEqual(ledger.jobs, [entry]);
    assert.deepEqual(ledger.progress, { stopped: 0, total: 1 });
  });

  it("updates the state of a job that it knows", () => {
    const ledger = new SweepLedger([running]);
    ledger.update(NAME, found("CANCELLING").job);
    ledger.update(`${NAME}2`, found("CANCELLING").job);
    assert.deepEqual(ledger.jobs, [{ ...running, state: "PIPELINE_STATE_CANCELLING" }]);
  });

  it("remembers an accepted cancel until the job has stopped", () => {
    const ledger = new SweepLedger([running, { ...running, name: `${NAME}2`, cancelRequested: true }]);
    ledger.cancelRequested(NAME);
    ledger.cancelRequested(`${NAME}3`);
    ledger.add(found("RUNNING"));
    assert.deepEqual(
      ledger.jobs.map(({ cancelRequested }) => cancelRequested),
      [true, true],
    );
    ledger.complete(NAME, { outcome: "CANCELLED", job: found("CANCELLED").job });
    assert.ok(!("cancelRequested" in (ledger.jobs[0] ?? {})));
  });

  it("removes a job from its list", () => {
    const ledger = new SweepLedger([running]);
    ledger.remove(NAME);
    assert.deepEqual(ledger.progress, { stopped: 0, total: 0 });
  });

  it("records how a job that it knows came to be stopped", () => {
    const ledger = new SweepLedger([{ ...running, cancelRequested: true }]);
    ledger.complete(NAME, { outcome: "COMPLETED", job: found("FAILED").job });
    ledger.complete(`${NAME}2`, { outcome: "NOT_FOUND" });
    assert.deepEqual(ledger.progress, { stopped: 1, total: 1 });
    const entry = { name: NAME, previousState: "PIPELINE_STATE_QUEUED" };
    assert.deepEqual(ledger.jobs, [{ ...entry, state: "PIPELINE_STATE_FAILED", outcome: "COMPLETED" }]);
  });

  it("records no state of a job that is gone", () => {
    const ledger = new SweepLedger([running]);
    ledger.complete(NAME, { outcome: "NOT_FOUND" });
    assert.deepEqual(ledger.jobs, [{ name: NAME, previousState: "PIPELINE_STATE_QUEUED", outcome: "NOT_FOUND" }]);
  });
});
