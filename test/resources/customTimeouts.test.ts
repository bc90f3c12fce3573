import assert from "node:assert/strict";
import { timeoutsOf } from "../../src/resources/customTimeouts";

describe("timeoutsOf", () => {
  it("hands the timeouts that are set to the provider", () => {
    const opts = { customTimeouts: { create: "1h", update: "", delete: "2h" }, protect: true };
    assert.deepEqual(timeoutsOf(opts), { __timeouts: { create: "1h", delete: "2h" } });
  });

  it("adds no input where none are set", () => {
    for (const opts of [undefined, {}, { customTimeouts: {} }]) assert.deepEqual(timeoutsOf(opts), {});
  });
});
