import assert from "node:assert/strict";
import { RateLimit } from "../../../src/vertex/http/rateLimit";
import { inVirtualTime } from "../../support/virtualTime";

describe("RateLimit", () => {
  const signal = new AbortController().signal;

  /** Lets so many ask at once; tells after how many seconds each was let through. */
  function admittedSeconds(limit: RateLimit, count: number, meanwhile = () => {}) {
    return inVirtualTime(async () => {
      const startMs = performance.now();
      const turns = Array.from({ length: count }, async () => {
        await limit.admit(Number.POSITIVE_INFINITY, signal);
        return (performance.now() - startMs) / 1_000;
      });
      meanwhile();
      return Promise.all(turns);
    });
  }

  it("admits callers at once up to the limit, and the others as each minute passes", async () => {
    assert.deepEqual(await admittedSeconds(new RateLimit(2), 5), [0, 0, 60, 60, 120]);
  });

  it("counts the last 60 seconds, not the minute on the clock", async () => {
    const seconds = await inVirtualTime(async () => {
      const limit = new RateLimit(2);
      const startMs = performance.now();
      await limit.admit(Number.POSITIVE_INFINITY, signal);
      await new Promise((resolve) => setTimeout(resolve, 50_000));
      await limit.admit(Number.POSITIVE_INFINITY, signal);
      await limit.admit(Number.POSITIVE_INFINITY, signal);
      await limit.admit(Number.POSITIVE_INFINITY, signal);
      return (performance.now() - startMs) / 1_000;
    });
    assert.equal(seconds, 110);
  });

  it("admits waiting callers when the limit is raised", async () => {
    const limit = new RateLimit(1);
    const raise = () => {
      setTimeout(() => {
        limit.perMinute = 3;
      }, 10_000);
    };
    assert.deepEqual(await admittedSeconds(limit, 4, raise), [0, 10, 10, 60]);
  });

  it("counts earlier admissions when the limit is lowered", async () => {
    const limit = new RateLimit(3);
    const lower = () => {
      setTimeout(() => {
        limit.perMinute = 1;
      }, 10_000);
    };
    assert.deepEqual(await admittedSeconds(limit, 5, lower), [0, 0, 0, 60, 120]);
  });

  it("returns false when patience ends before the turn, and admits a caller whose turn comes at that moment", async () => {
    const limit = new RateLimit(1);
    await inVirtualTime(async () => {
      await limit.admit(0, signal);
      const patience = [59_000, 60_000, 61_000].map((patienceMs) => limit.admit(patienceMs, signal));
      assert.deepEqual(await Promise.all(patience), [false, true, false]);
    });
  });

  it("does not admit a caller that aborts, and admits the next one on time", async () => {
    const limit = new RateLimit(1);
    const given = new AbortController();
    const seconds = await inVirtualTime(async () => {
      const startMs = performance.now();
      await limit.admit(Number.POSITIVE_INFINITY, signal);
      const impatient = limit.admit(Number.POSITIVE_INFINITY, given.signal);
      setTimeout(() => given.abort(), 1_000);
      await assert.rejects(impatient, /^AbortedError: aborted$/);
      await limit.admit(Number.POSITIVE_INFINITY, signal);
      return (performance.now() - startMs) / 1_000;
    });
    assert.equal(seconds, 60);
  });

  it("rejects a caller at once when it aborts in the queue, and frees its turn", async () => {
    const limit = new RateLimit(2);
    const given = new AbortController();
    const seconds = await inVirtualTime(async () => {
      const startMs = performance.now();
      const elapsedSeconds = () => (performance.now() - startMs) / 1_000;
      const admit = (by = signal) => limit.admit(Number.POSITIVE_INFINITY, by).then(elapsedSeconds, elapsedSeconds);
      const waiting = [admit(), admit(), admit(), admit(given.signal), admit(), admit()];
      setTimeout(() => given.abort(), 1_000);
      return Promise.all(waiting);
    });
    assert.deepEqual(seconds, [0, 0, 60, 1, 60, 120]);
  });
});
