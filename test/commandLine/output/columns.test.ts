import assert from "node:assert/strict";
import fc from "fast-check";
import widthOf from "fast-string-width";
import { cutEnd, cutMiddle, formatColumns, widthsWithin } from "../../../src/commandLine/output/columns";

const CUTS = [cutEnd, cutMiddle];
/** Letters of one and two columns, with accents, and emoji that are joined from several. */
const text = fc
  .array(fc.constantFrom("a", "-", "訓", "𠮷", "e\u0301", "न", "👩‍💻", "🇩🇪", "🫠"))
  .map((parts) => parts.join(""));

describe("a cut text", () => {
  it("has its end or its middle replaced by an ellipsis", () => {
    assert.equal(cutEnd("train-nightly-1", 10), "train-nig…");
    assert.equal(cutMiddle("train-nightly-1", 10), "train…ly-1");
  });

  it("keeps wide characters, accents and emoji whole", () => {
    assert.equal(cutEnd("訓練訓練", 6), "訓練…");
    assert.equal(cutEnd("e\u0301e\u0301e\u0301", 2), "e\u0301…");
    assert.equal(cutMiddle("👩‍💻👩‍💻👩‍💻👩‍💻", 5), "👩‍💻…👩‍💻");
    assert.equal(cutEnd("𠮷𠮷𠮷", 4), "𠮷…");
  });

  it("is the text itself where that fits, and never wider than it may be", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (whole, width) => {
        for (const cut of CUTS.map((by) => by(whole, width))) {
          assert.ok(widthOf(cut) <= width, cut);
          assert.equal(cut === whole, widthOf(whole) <= width);
          assert.doesNotMatch(cut, /\p{Surrogate}/u);
        }
      }),
    );
  });
});

describe("columns of a table", () => {
  const columns = [
    { head: "A", cells: ["aaaaaaaaaa", "a"], cut: { leastWidth: 6, by: cutMiddle } },
    { head: "B", cells: ["bbbb", "b"] },
    { head: "C", cells: ["cccccccc", ""], cut: { leastWidth: 4, by: cutEnd } },
  ];

  it("are as wide as their widest cell where there is room", () => {
    assert.deepEqual(widthsWithin(columns, 26), [10, 4, 8]);
    assert.deepEqual(widthsWithin(columns, Number.POSITIVE_INFINITY), [10, 4, 8]);
  });

  it("are cut from the last to the first, down to their least widths", () => {
    assert.deepEqual(widthsWithin(columns, 24), [10, 4, 6]);
    assert.deepEqual(widthsWithin(columns, 20), [8, 4, 4]);
    assert.deepEqual(widthsWithin(columns, 18), [6, 4, 4]);
    assert.equal(widthsWithin(columns, 17), undefined);
  });

  it("stand side by side without blanks at the end of a line", () => {
    assert.equal(formatColumns(columns, [6, 4, 4]), "A       B     C\naaa…aa  bbbb  ccc…\na       b\n");
  });
});
