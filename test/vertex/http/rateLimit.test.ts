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

  it("lets as many through as a minute has, and the others as the minute passes", async () => {
    assert.deepEqual(await admittedSeconds(new RateLimit(2), 5), [0, 0, 60, 60, 120]);
  });

  it("counts any minute, not the one on the clock", async () => {
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

  it("lets those who wait through when it is raised", async () => {
    const limit = new RateLimit(1);
    const raise = () => {
      setTimeout(() => {
        limit.perMinute = 3;
      }, 10_000);
    };
    assert.deepEqual(await admittedSeconds(limit, 4, raise), [0, 10, 10, 60]);
  });

  it("counts those before when it is lowered", async () => {
    const limit = new RateLimit(3);
    const lower = () => {
      setTimeout(() => {
        limit.perMinute = 1;
      }, 10_000);
    };
    assert.deepEqual(await admittedSeconds(limit, 5, lower), [0, 0, 0, 60, 120]);
  });

  it("tells whose patience ends before the turn comes, and lets through whose turn comes just then", async () => {
    const limit = new RateLimit(1);
    await inVirtualTime(async () => {
      await limit.admit(0, signal);
      const patience = [59_000, 60_000, 61_000].map((patienceMs) => limit.admit(patienceMs, signal));
      assert.deepEqual(await Promise.all(patience), [false, true, false]);
    });
  });

  it("lets nobody through who gives up, and the next one in time", async () => {
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

  it("rejects at once who gives up in the queue, and keeps no turn for it", async () => {
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
