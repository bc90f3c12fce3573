import assert from "node:assert/strict";
import { type Expression, parseFilter } from "../../../src/testing/listing/filter/syntax";

/** Fully parenthesised, so that a test can see what binds to what. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case "restriction":
      return `${expression.field.join("/")}${expression.operator}${expression.value}`;
    case "not":
      return `NOT ${show(expression.operand)}`;
    default:
      return `(${expression.operands.map(show).join(` ${expression.kind} `)})`;
  }
}

describe("parseFilter", () => {
  for (const [filter, meaning] of [
    ['state="A"', "state=A"],
    ["a=1 AND b=2 OR c=3", "(a=1 and (b=2 or c=3))"],
    ["a=1 OR b=2 AND c=3 OR d=4", "((a=1 or b=2) and (c=3 or d=4))"],
    ["(a=1 AND b=2) OR c=3", "((a=1 and b=2) or c=3)"],
    ["NOT a=1 AND NOT (b=2)", "(NOT a=1 and NOT b=2)"],
    ["((a=1))", "a=1"],
    ['labels.env = "prod"', "labels/env=prod"],
    ['labels."cost center":*', "labels/cost center:*"],
    ["labels.a-b_c:*", "labels/a-b_c:*"],
    ["a>=1 AND b<=2 AND c!=3", "(a>=1 and b<=2 and c!=3)"],
    [`a="say \\"hi\\" \\\\ (now) AND b=2"`, 'a=say "hi" \\ (now) AND b=2'],
    [`a='single "quotes"'`, 'a=single "quotes"'],
    ["a=projects/1/locations/r/schedules/2", "a=projects/1/locations/r/schedules/2"],
    ["  a\n=\t1  ", "a=1"],
  ] as const) {
    it(`understands ${JSON.stringify(filter)}`, () => assert.equal(show(parseFilter(filter)), meaning));
  }

  it("tells a quoted asterisk from a bare one", () => {
    assert.equal((parseFilter('a:"*"') as { isQuoted: boolean }).isQuoted, true);
    assert.equal((parseFilter("a:*") as { isQuoted: boolean }).isQuoted, false);
  });

  for (const [filter, reason] of [
    ['a="b', "the quote at position 2 is never closed"],
    ["(a=1", "expected ')' at position 4, found the end"],
    ["a=1)", "expected AND, OR or the end at position 3, found ')'"],
    ["a=1 b=2", "expected AND, OR or the end at position 4, found 'b'"],
    ["a=1 and b=2", "expected AND, OR or the end at position 4, found 'and'"],
    ["a=1 AND", "expected a field at position 7, found the end"],
    ["a", "expected a comparison at position 1, found the end"],
    ["a=", "expected a value at position 2, found the end"],
    ['"a"=1', "expected a field at position 0, found 'a'"],
    ["a..b=1", "'a..b' is not a field"],
    ["a=1,b=2", "unexpected character ',' at position 3"],
    ["a>2020-05-18T13:30:00Z", "expected AND, OR or the end at position 15, found ':'"],
    ["(".repeat(100_000), "it is nested too deeply"],
    ["NOT ".repeat(100_000), "it is nested too deeply"],
  ] as const) {
    it(`refuses ${JSON.stringify(filter.slice(0, 30))}`, () => {
      assert.throws(() => parseFilter(filter), { message: reason });
    });
  }
});
