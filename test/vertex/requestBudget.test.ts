import assert from "node:assert/strict";
import { RequestBudget } from "../../src/vertex/requestBudget";
import { inVirtualTime } from "../support/virtualTime";

describe("RequestBudget", () => {
  const signal = new AbortController().signal;

  /** How many requests it lets through in the first second. */
  function admittedAtOnce(budget: RequestBudget, isBatch = false) {
    return inVirtualTime(async () => {
      const given = new AbortController();
      let admitted = 0;
      const turns = Array.from({ length: 1_000 }, () =>
        budget.admit(AbortSignal.any([signal, given.signal]), isBatch).then(
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
