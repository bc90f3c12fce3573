import assert from "node:assert/strict";
import { Deadline } from "../../../src/vertex/http/deadline";
import { ChangeListing } from "../../../src/vertex/jobs/changeListing";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { clientAt } from "../../support/vertexAi";
import { withAnswers } from "../../support/withAnswers";
import { PLACE } from "../../support/withFake";

/** A job that has changed at a second of an hour. */
const changed = (id: string, second: number, state = "PIPELINE_STATE_RUNNING") => ({
  name: `projects/1/locations/us-central1/pipelineJobs/${id}`,
  state,
  updateTime: `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`,
});
const ALL = ["a", "b", "c", "d", "e"];

describe("ChangeListing", () => {
  const server = withAnswers();
  let listing: ChangeListing;
  beforeEach(() => {
    listing = new ChangeListing(clientAt(`${server().origin}/v1/`), PIPELINE_JOBS, PLACE);
  });

  /** Lists pages; tells which jobs it has found, and how many pages it has read. */
  async function list(pages: (readonly object[])[], { jobIds = ALL, mayEndEarly = true, status = 200 } = {}) {
    let requests = 0;
    server().answerBy(({ url }) => {
      const at = Number(new URL(url, server().origin).searchParams.get("pageToken") ?? 0);
      const nextPageToken = at + 1 < pages.length ? String(at + 1) : undefined;
      return at > 0 && status !== 200
        ? { status }
        : { body: JSON.stringify({ pipelineJobs: pages[at], nextPageToken }) };
    });
    const { jobs, untilMs } = await listing.list({
      filter: "x",
      jobIds: new Set(jobIds),
      mayEndEarly,
      isWorthMore: () => true,
      deadline: new Deadline(60_000),
      signal: new AbortController().signal,
      onRequest: () => {
        requests += 1;
      },
    });
    return { ids: [...jobs.keys()], requests, untilMs };
  }
  const PAGES = [[changed("a", 9), changed("b", 8)], [changed("c", 7), changed("d", 6)], [changed("x", 5)]];

  it("reads every page in the first listing", async () => {
    const { ids, requests, untilMs } = await list(PAGES);
    assert.deepEqual([ids, requests], [["a", "b", "c", "d"], 3]);
    assert.equal(untilMs, Date.parse("2026-01-01T00:00:09Z"));
  });

  it("stops reading at a change that it already knows", async () => {
    await list(PAGES);
    const { ids, requests } = await list([
      [changed("d", 10), changed("a", 9)],
      [changed("b", 8), changed("c", 7)],
    ]);
    assert.deepEqual([ids, requests], [["d", "a"], 1]);
  });

  it("stops reading after the last requested job", async () => {
    const { ids, requests } = await list(PAGES, { jobIds: ["a", "c"], mayEndEarly: false });
    assert.deepEqual([ids, requests], [["a", "c"], 2]);
  });

  for (const [what, pages] of [
    ["a page is not in the requested order", [[changed("b", 8), changed("a", 9)], [changed("e", 7)]]],
    ["a page is empty", [[], [changed("e", 7)]]],
    [
      "the last change of a page is new",
      [[changed("a", 9), changed("b", 8, "PIPELINE_STATE_FAILED")], [changed("e", 7)]],
    ],
  ] as const) {
    it(`reads the next page when ${what}`, async () => {
      await list(PAGES);
      assert.ok((await list(pages.map((page) => [...page]))).ids.includes("e"));
    });
  }

  it("reads every page when older changes may be unknown", async () => {
    await list(PAGES);
    assert.equal((await list(PAGES, { mayEndEarly: false })).requests, 3);
  });

  it("remembers nothing from a failed listing", async () => {
    await assert.rejects(list(PAGES, { status: 500 }));
    assert.equal((await list(PAGES)).requests, 3);
  });

  it("forgets changes before the given time", async () => {
    await list(PAGES);
    listing.forgetBefore(Date.parse("2026-01-01T00:00:10Z"));
    assert.equal((await list(PAGES)).requests, 3);
  });
});
