import assert from "node:assert/strict";
import { KINDS } from "../../../src/vertex/kinds/kinds";
import { parentsFirst } from "../../../src/vertex/kinds/parentsFirst";

describe("parentsFirst", () => {
  it("puts each kind before the kinds of the jobs that it starts, whatever the order", () => {
    for (const kinds of [KINDS, [...KINDS].reverse()]) {
      const ordered = parentsFirst(kinds);
      const placeOf = (name: string) => ordered.findIndex(({ collection }) => collection === name);
      assert.deepEqual(new Set(ordered), new Set(KINDS));
      for (const { collection, children } of ordered) {
        for (const child of children) {
          assert.ok(placeOf(collection) < placeOf(child.collection), `${collection} before ${child.collection}`);
        }
      }
    }
  });
});
