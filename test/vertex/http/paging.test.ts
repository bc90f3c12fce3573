import assert from "node:assert/strict";
import { readPage } from "../../../src/vertex/http/paging";

describe("readPage", () => {
  it("reads the entries and the token of the next page", () => {
    assert.deepEqual(readPage({ jobs: [1, 2], nextPageToken: "t" }, "jobs"), { entries: [1, 2], nextPageToken: "t" });
    assert.deepEqual(readPage({ jobs: [], nextPageToken: "" }, "jobs"), { entries: [] });
  });

  it("treats missing fields as empty", () => {
    assert.deepEqual(readPage({}, "jobs"), { entries: [] });
    assert.deepEqual(readPage({ jobs: null, nextPageToken: null }, "jobs"), { entries: [] });
  });

  it("returns undefined for JSON that is not a page", () => {
    for (const json of [undefined, null, [], "x", 1, { jobs: {} }, { jobs: "x" }, { jobs: [], nextPageToken: 7 }]) {
      assert.equal(readPage(json, "jobs"), undefined, JSON.stringify(json));
    }
  });
});
