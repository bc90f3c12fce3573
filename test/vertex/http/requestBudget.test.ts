import assert from "node:assert/strict";
import { RequestBudget, type RequestKind } from "../../../src/vertex/http/requestBudget";
import { inVirtualTime } from "../../support/virtualTime";

const FOR_EVER = Number.POSITIVE_INFINITY;

describe("RequestBudget", () => {
  const { signal } = new AbortController();

  /** When each of some requests that ask at once is admitted, in milliseconds. */
  async function admissions(budget: RequestBudget, count: number): Promise<number[]> {
    const startMs = performance.now();
    const admitted = Array.from({ length: count }, async () => {
      await budget.admit(FOR_EVER, signal);
      return performance.now() - startMs;
    });
    return Promise.all(admitted);
  }

  it("admits the requests of one minute at once, and each other request one minute after an earlier one", async () => {
    const times = await inVirtualTime(() => admissions(new RequestBudget(2), 5));
    assert.deepEqual(times, [0, 0, 60_000, 60_000, 120_000]);
  });

  for (const jumpMs of [-7_200_000, 7_200_000]) {
    it(`ignores a system clock change of ${jumpMs / 1_000} s`, async () => {
      const times = await inVirtualTime(async (clock) => {
        const budget = new RequestBudget(2);
        const first = await admissions(budget, 2);
        clock.setSystemTime(Date.now() + jumpMs);
        return [...first, ...(await admissions(budget, 1))];
      });
      assert.deepEqual(times, [0, 0, 60_000]);
    });
  }

  it("returns false when patience ends, and loses no budget", async () => {
    await inVirtualTime(async () => {
      const budget = new RequestBudget(1);
      assert.equal(await budget.admit(0, signal), true);
      assert.equal(await budget.admit(30_000, signal), false);
      assert.equal(performance.now(), 30_001);
      assert.equal(await budget.admit(29_999, signal), true);
      assert.equal(performance.now(), 60_000);
    });
  });

  it("rejects waiting and new requests after an abort", async () => {
    const aborted = new AbortController();
    const budget = new RequestBudget(1);
    await budget.admit(FOR_EVER, aborted.signal);
    const waiting = budget.admit(FOR_EVER, aborted.signal);
    aborted.abort();
    await assert.rejects(waiting, { name: "AbortedError" });
    await assert.rejects(budget.admit(FOR_EVER, aborted.signal), { name: "AbortedError" });
  });

  /** How many requests it lets through in the first second. */
  function admittedAtOnce(budget: RequestBudget, kind: RequestKind = "look") {
    return inVirtualTime(async () => {
      const given = new AbortController();
      let admitted = 0;
      const turns = Array.from({ length: 1_000 }, () =>
        budget.admit(FOR_EVER, AbortSignal.any([signal, given.signal]), kind).then(
          () => {
            admitted += 1;
          },
          () => {},
        ),
      );
      setTimeout(() => given.abort(), 1_000);
      await Promise.all(turns);
      return admitted;
    });
  }

  it("admits its default number of requests", async () => {
    assert.equal(await admittedAtOnce(new RequestBudget(120)), 120);
  });

  it("uses the largest claim while that claim is held", async () => {
    const budget = new RequestBudget(120);
    const giveBack = budget.claim(600);
    budget.claim(200);
    assert.equal(await admittedAtOnce(budget), 600);
    giveBack();
    const other = new RequestBudget(120);
    other.claim(600)();
    other.claim(30);
    assert.equal(await admittedAtOnce(other), 30);
  });

  it("admits 60 batches a minute, whatever the request limit is", async () => {
    const budget = new RequestBudget(120);
    budget.claim(600);
    assert.equal(await admittedAtOnce(budget, "batch"), 60);
  });

  it("keeps something for looks when many jobs are cancelled one by one", async () => {
    const budget = new RequestBudget(120);
    assert.equal(await admittedAtOnce(budget, "cancel"), 90);
    assert.equal(await admittedAtOnce(budget, "look"), 30);
    assert.equal(await admittedAtOnce(new RequestBudget(1), "cancel"), 1);
    const claimed = new RequestBudget(120);
    claimed.claim(600);
    assert.equal(await admittedAtOnce(claimed, "cancel"), 570);
  });

  it("holds everybody back as long as the server asks, and 30 s at most", async () => {
    for (const [retryAfterMs, expectedMs] of [
      [7_000, 7_000],
      [3_600_000, 30_000],
    ] as const) {
      await inVirtualTime(async () => {
        const budget = new RequestBudget(120);
        budget.noteQuotaExceeded(retryAfterMs);
        const startMs = performance.now();
        const waits = Array.from({ length: 3 }, () => budget.admit(FOR_EVER, signal));
        assert.deepEqual(await Promise.all(waits), [true, true, true]);
        assert.equal(performance.now() - startMs, expectedMs);
        budget.noteQuotaExceeded(retryAfterMs);
        assert.equal(await budget.admit(1_000, signal), false);
      });
    }
  });

  it("goes on waiting while patience lasts if the server asks for more time meanwhile", async () => {
    await inVirtualTime(async () => {
      const budget = new RequestBudget(120);
      budget.noteQuotaExceeded(2_000);
      setTimeout(() => budget.noteQuotaExceeded(2_000), 1_500);
      const startMs = performance.now();
      const admitted = await Promise.all([budget.admit(FOR_EVER, signal), budget.admit(3_000, signal)]);
      assert.deepEqual([admitted, performance.now() - startMs], [[true, false], 3_500]);
    });
  });

  it("stops waiting for the server when it is aborted", async () => {
    await inVirtualTime(async () => {
      const budget = new RequestBudget(120);
      budget.noteQuotaExceeded(7_000);
      const aborting = new AbortController();
      setTimeout(() => aborting.abort(), 1_000);
      await assert.rejects(budget.admit(FOR_EVER, aborting.signal), { name: "AbortedError" });
    });
  });
});
