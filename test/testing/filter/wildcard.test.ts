import assert from "node:assert/strict";
import { matchesWildcard } from "../../../src/testing/listing/filter/wildcard";

describe("matchesWildcard", () => {
  for (const [text, pattern, expected] of [
    ["train", "train", true],
    ["train", "trai", false],
    ["my-step-1", "*step*", true],
    ["my-step-1", "step*", false],
    ["my-step-1", "*1", true],
    ["ab", "a*b", true],
    ["a", "a*a", false],
    ["abcabc", "a*c*c", true],
    ["abc", "a*c*c", false],
    ["", "*", true],
    ["a.c", "a.c", true],
    ["abc", "a.c", false],
  ] as const) {
    it(`${expected ? "accepts" : "refuses"} "${text}" for ${pattern}`, () => {
      assert.equal(matchesWildcard(text, pattern), expected);
    });
  }
});
