import assert from "node:assert/strict";
import { fitsWildcard, simplerWildcards } from "../../../src/vertex/selection/wildcard";

describe("fitsWildcard", () => {
  for (const [pattern, text, expected] of [
    ["train", "train", true],
    ["train", "Train", false],
    ["train", "train 2", false],
    ["", "", true],
    ["*", "", true],
    ["**", "anything", true],
    ["train*", "train", true],
    ["*train", "a train", true],
    ["*ain*", "training", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*b*c", "a-b-c", false],
    ["ab*ba", "aba", false],
    ["*.+(x)?", "yz.+(x)?", true],
    ["a.c", "abc", false],
    ["a*c", "a\nc", true],
    ["*é*", "café", true],
  ] as const) {
    it(`finds that ${JSON.stringify(text)} ${expected ? "matches" : "does not match"} ${JSON.stringify(pattern)}`, () => {
      assert.equal(fitsWildcard(text, pattern), expected);
    });
  }

  it("returns at once for a pattern that would make a regular expression backtrack", () => {
    assert.equal(fitsWildcard("a".repeat(100_000), `${"a*".repeat(1_000)}b`), false);
  });
});

describe("simplerWildcards", () => {
  for (const [pattern, expected] of [
    ["train*", ["train*"]],
    ["*train", ["*train"]],
    ["*train*", ["*train*"]],
    ["a*b", ["a*", "*b"]],
    ["a*b**c*", ["a*", "*b*", "*c*"]],
    ["*", []],
  ] as const) {
    it(`returns wildcards with asterisks only at the ends for ${pattern}`, () =>
      assert.deepEqual(simplerWildcards(pattern), expected));
  }
});
