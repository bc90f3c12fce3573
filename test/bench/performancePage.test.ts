import assert from "node:assert/strict";
import { fillTables, readFigures, readPage } from "../../bench/performancePage";

describe("docs/performance.md", () => {
  it("contains the figures of the run that is stored next to it", () => {
    assert.equal(fillTables(readPage(), readFigures()), readPage());
  });
});
