import assert from "node:assert/strict";
import { splitCancels } from "../../../src/vertex/stopping/splitCancels";

describe("splitCancels", () => {
  const split = (count: number, requestsPerMinute: number) => {
    const items = Array.from({ length: count }, (_, index) => index);
    const { batches, singles } = splitCancels(items, requestsPerMinute);
    assert.deepEqual([...batches.flat(), ...singles], items);
    assert.ok(batches.every(({ length }) => length <= 32));
    return [batches.length, singles.length];
  };

  it("puts all jobs into batches if the batches of one minute can hold them", () => {
    assert.deepEqual(split(0, 600), [0, 0]);
    assert.deepEqual(split(33, 600), [2, 0]);
    assert.deepEqual(split(1_920, 600), [60, 0]);
  });

  it("uses the spare budget for single jobs when batches alone would take longer", () => {
    assert.deepEqual(split(10_000, 600), [250, 2_000]);
    assert.deepEqual(split(10_000, 240), [295, 560]);
  });

  it("makes only batches when the budget has no spare requests", () => {
    assert.deepEqual(split(10_000, 120), [313, 0]);
    assert.deepEqual(split(10_000, 60), [313, 0]);
  });
});
