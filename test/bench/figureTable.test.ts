import assert from "node:assert/strict";
import { figureTableOf, format } from "../../bench/figureTable";

describe("a table of figures", () => {
  it("has a line for each figure, with ours first and the bound and the bar last", () => {
    const row = (who: string, metric: string, value: number) => {
      return { benchmark: "b", case: "1 job", who, metric, value, unit: "s" };
    };
    const rows = [row("bar", "lag", 1), row("peer", "lag", 2.5), row("bound", "lag", 0), row("ours", "lag", 0.5)];
    assert.deepEqual(figureTableOf([...rows, row("ours", "time", 12_345.6)]), {
      head: ["", "", "ours", "peer", "bound", "bar"],
      lines: [
        ["1 job", "lag (s)", "0.5", "2.5", "0", "1"],
        ["1 job", "time (s)", "12,346", "", "", ""],
      ],
    });
  });

  it("shows at least two digits of a measured figure, and all digits of a count", () => {
    assert.deepEqual([0.0234, 5.25, 99.4, 120.4, 10_000, undefined].map(format), [
      "0.023",
      "5.3",
      "99",
      "120",
      "10,000",
      "",
    ]);
  });
});
