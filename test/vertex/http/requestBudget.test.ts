import assert from "node:assert/strict";
import { RequestBudget } from "../../../src/vertex/http/requestBudget";
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

  it("admits what a minute may have at once, and the others each a minute after one that was admitted", async () => {
    const times = await inVirtualTime(() => admissions(new RequestBudget(2), 5));
    assert.deepEqual(times, [0, 0, 60_000, 60_000, 120_000]);
  });

  for (const jumpMs of [-7_200_000, 7_200_000]) {
    it(`is not confused by a clock that is set by ${jumpMs / 1_000} s`, async () => {
      const times = await inVirtualTime(async (clock) => {
        const budget = new RequestBudget(2);
        const first = await admissions(budget, 2);
        clock.setSystemTime(Date.now() + jumpMs);
        return [...first, ...(await admissions(budget, 1))];
      });
      assert.deepEqual(times, [0, 0, 60_000]);
    });
  }

  it("says when patience ends that there is no room, and has lost none by it", async () => {
    await inVirtualTime(async () => {
      const budget = new RequestBudget(1);
      assert.equal(await budget.admit(0, signal), true);
      assert.equal(await budget.admit(30_000, signal), false);
      assert.equal(performance.now(), 30_001);
      assert.equal(await budget.admit(29_999, signal), true);
      assert.equal(performance.now(), 60_000);
    });
  });

  it("lets nobody wait once everything is given up", async () => {
    const aborted = new AbortController();
    const budget = new RequestBudget(1);
    await budget.admit(FOR_EVER, aborted.signal);
    const waiting = budget.admit(FOR_EVER, aborted.signal);
    aborted.abort();
    await assert.rejects(waiting, { name: "AbortedError" });
    await assert.rejects(budget.admit(FOR_EVER, aborted.signal), { name: "AbortedError" });
  });

  /** How many requests it lets through in the first second. */
  function admittedAtOnce(budget: RequestBudget, isBatch = false) {
    return inVirtualTime(async () => {
      const given = new AbortController();
      let admitted = 0;
      const turns = Array.from({ length: 1_000 }, () =>
        budget.admit(FOR_EVER, AbortSignal.any([signal, given.signal]), isBatch).then(
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

  it("is what it was made for", async () => {
    assert.equal(await admittedAtOnce(new RequestBudget(120)), 120);
  });

  it("is the largest that is claimed, as long as it is claimed", async () => {
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

  it("has 60 batches, however many requests", async () => {
    const budget = new RequestBudget(120);
    budget.claim(600);
    assert.equal(await admittedAtOnce(budget, true), 60);
  });
});
