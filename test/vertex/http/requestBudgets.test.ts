import assert from "node:assert/strict";
import { RequestBudgets } from "../../../src/vertex/http/requestBudgets";
import { inVirtualTime } from "../../support/virtualTime";

const GOOGLE = "https://{{region}}-aiplatform.googleapis.com/v1/";
const LOCATION = { project: "dev", region: "us-central1" };

describe("RequestBudgets", () => {
  it("has one budget for each endpoint, project, and region", () => {
    const budgets = new RequestBudgets();
    const budget = budgets.of(GOOGLE, LOCATION);
    assert.equal(budgets.of(GOOGLE, { ...LOCATION }), budget);
    assert.notEqual(budgets.of(GOOGLE, { ...LOCATION, region: "us-east1" }), budget);
    assert.notEqual(budgets.of(GOOGLE, { ...LOCATION, project: "prod" }), budget);
    assert.notEqual(budgets.of("http://127.0.0.1:8080/v1/", LOCATION), budget);
  });

  describe("of a project whose number becomes known", () => {
    const never = new AbortController().signal;
    const spelled = (budgets: RequestBudgets) =>
      [budgets.of(GOOGLE, LOCATION), budgets.of(GOOGLE, { ...LOCATION, project: "123" })] as const;

    it("counts what was sent under both spellings, before and after", async () => {
      const budgets = new RequestBudgets(4);
      await inVirtualTime(async () => {
        for (const budget of spelled(budgets)) assert.ok(await budget.admit(0, never));
        budgets.noteProjectNumber("dev", "123");
        for (const budget of spelled(budgets)) assert.ok(await budget.admit(0, never));
        for (const budget of spelled(budgets)) assert.ok(!(await budget.admit(1_000, never)));
      });
    });

    it("counts them together for who had begun to wait before", async () => {
      const budgets = new RequestBudgets(1);
      await inVirtualTime(async () => {
        const [byId, byNumber] = spelled(budgets);
        for (const budget of [byId, byNumber]) assert.ok(await budget.admit(0, never));
        const waiting = [byId.admit(90_000, never), byNumber.admit(90_000, never)];
        budgets.noteProjectNumber("dev", "123");
        budgets.of(GOOGLE, LOCATION);
        assert.deepEqual((await Promise.all(waiting)).sort(), [false, true]);
      });
    });

    it("keeps what was claimed, and what the server has asked for", () => {
      const budgets = new RequestBudgets();
      const [byId, byNumber] = spelled(budgets);
      const giveBack = byId.claim(300);
      byNumber.noteQuotaExceeded();
      budgets.noteProjectNumber("dev", "123");
      for (const budget of spelled(budgets)) assert.deepEqual([budget.requestsPerMinute, budget.isScarce], [300, true]);
      giveBack();
      for (const budget of spelled(budgets)) assert.equal(budget.requestsPerMinute, 120);
    });
  });
});
