import assert from "node:assert/strict";
import { RequestBudgets } from "../../../src/vertex/http/requestBudgets";

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

  it("has one budget for a project's id and number once the number is known", () => {
    const budgets = new RequestBudgets();
    const [byId, byNumber] = [budgets.of(GOOGLE, LOCATION), budgets.of(GOOGLE, { ...LOCATION, project: "123" })];
    assert.notEqual(byId, byNumber);
    budgets.noteProjectNumber("dev", "123");
    assert.equal(budgets.of(GOOGLE, LOCATION), byNumber);
    assert.equal(budgets.of(GOOGLE, { ...LOCATION, project: "123" }), byNumber);
  });

  it("keeps the budget of an id for the number that becomes known", () => {
    const budgets = new RequestBudgets();
    const budget = budgets.of(GOOGLE, LOCATION);
    budgets.noteProjectNumber("dev", "123");
    assert.equal(budgets.of(GOOGLE, LOCATION), budget);
    assert.equal(budgets.of(GOOGLE, { ...LOCATION, project: "123" }), budget);
  });
});
