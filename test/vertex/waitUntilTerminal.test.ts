import assert from "node:assert/strict";
import { Deadline } from "../../src/vertex/deadline";
import { TimeoutError } from "../../src/vertex/errors";
import type { Job } from "../../src/vertex/job";
import { PIPELINE_JOBS } from "../../src/vertex/jobKind";
import { waitUntilTerminal } from "../../src/vertex/waitUntilTerminal";
import { inVirtualTime } from "../support/virtualTime";

const job = (state: string): Job => ({ name: "n", state, childCustomJobs: [] });

describe("waitUntilTerminal", () => {
  /** Waits for a job that is in a state as a function of time; tells when it was looked at. */
  function wait(stateAt: (ms: number) => string | undefined, timeoutMs = 1_800_000) {
    return inVirtualTime(async () => {
      const deadline = new Deadline(timeoutMs);
      const looks: number[] = [];
      const look = async () => {
        looks.push(deadline.elapsedMs());
        const state = stateAt(deadline.elapsedMs());
        return state === undefined ? undefined : job(state);
      };
      const { signal } = new AbortController();
      const result = await waitUntilTerminal({
        kind: PIPELINE_JOBS,
        name: "projects/…/a",
        look,
        deadline,
        signal,
      }).catch((error: unknown) => error);
      return { looks, result };
    });
  }

  const cancelledAt = (ms: number) => (now: number) =>
    now < ms ? "PIPELINE_STATE_CANCELLING" : "PIPELINE_STATE_CANCELLED";

  it("looks at once, then every second", async () => {
    const { looks, result } = await wait(cancelledAt(3_500));
    assert.deepEqual(looks, [0, 1_000, 2_000, 3_000, 4_000]);
    assert.deepEqual(result, job("PIPELINE_STATE_CANCELLED"));
  });

  it("looks less often when the wait is long", async () => {
    const { looks } = await wait(cancelledAt(65_000));
    assert.deepEqual(looks.slice(-4), [60_000, 62_000, 64_000, 66_000]);
  });

  it("looks for the last time exactly at the deadline, and takes what it sees there", async () => {
    const { looks, result } = await wait(cancelledAt(2_500), 2_500);
    assert.equal(looks.at(-1), 2_500);
    assert.deepEqual(result, job("PIPELINE_STATE_CANCELLED"));
  });

  it("tells in its timeout the last state and how often each was seen", async () => {
    const { result } = await wait((ms) => (ms < 1_500 ? "PIPELINE_STATE_RUNNING" : "PIPELINE_STATE_CANCELLING"), 4_000);
    assert.ok(result instanceof TimeoutError);
    assert.equal(
      result.message,
      "timed out after 4s waiting for projects/…/a to stop: last state PIPELINE_STATE_CANCELLING " +
        "(seen: PIPELINE_STATE_RUNNING ×2, PIPELINE_STATE_CANCELLING ×3)",
    );
  });

  it("keeps waiting for a job that is paused, or in a state that it does not know", async () => {
    const { result } = await wait((ms) =>
      ms < 1_000 ? "PIPELINE_STATE_PAUSED" : ms < 2_000 ? "PIPELINE_STATE_NOVEL" : "PIPELINE_STATE_FAILED",
    );
    assert.deepEqual(result, job("PIPELINE_STATE_FAILED"));
    const timeout = await wait(() => "PIPELINE_STATE_NOVEL", 2_000);
    assert.match(String(timeout.result), /last state PIPELINE_STATE_NOVEL/);
  });

  it("ends when the job is gone", async () => {
    const { result } = await wait((ms) => (ms < 1_000 ? "PIPELINE_STATE_CANCELLING" : undefined));
    assert.equal(result, undefined);
  });
});
