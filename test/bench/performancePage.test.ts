import assert from "node:assert/strict";
import { fillTables, readFigures, readPage } from "../../bench/performancePage";

describe("docs/performance.md", () => {
  it("has the figures of the run that is beside it", () => {
    assert.equal(fillTables(readPage(), readFigures()), readPage());
  });
});
