import assert from "node:assert/strict";
import { checkCustomTimeouts } from "../../src/resources/customTimeouts";

describe("checkCustomTimeouts", () => {
  const check = (customTimeouts: object) => checkCustomTimeouts("JobSweep strays", { customTimeouts });

  it("refuses timeouts of zero or less", () => {
    for (const create of ["0", "0s", "0h0m", "-5m"]) {
      assert.throws(() => check({ create }), {
        message: 'JobSweep strays: customTimeouts.create must be more than zero, such as "30m"',
      });
    }
  });

  it("accepts positive and missing timeouts", () => {
    check({ create: "30m", update: "1h30m", delete: "0.5s" });
    check({ create: "", update: undefined });
    checkCustomTimeouts("JobSweep strays");
  });
});
