import assert from "node:assert/strict";
import { pollIntervalMs } from "../../../src/vertex/stopping/pollInterval";

describe("pollIntervalMs", () => {
  it("returns 1 s in the first minute, 2 s until the tenth minute, and then 4 s", () => {
    assert.deepEqual(
      [0, 59_999, 60_000, 599_999, 600_000, 3_600_000].map(pollIntervalMs),
      [1_000, 1_000, 2_000, 2_000, 4_000, 4_000],
    );
  });
});
