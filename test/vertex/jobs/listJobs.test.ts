import assert from "node:assert/strict";
import { ConnectionError } from "../../../src/vertex/errors";
import { MAX_PAGES, type Page } from "../../../src/vertex/http/paging";
import { listJobs } from "../../../src/vertex/jobs/listJobs";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { PLACE, withFake } from "../../support/withFake";

/** What a listing of these pages yields: names, and the tokens that were asked with. */
async function listPages(pages: Readonly<Record<string, Page>>) {
  const asked: (string | undefined)[] = [];
  const ids: string[] = [];
  const jobs = listJobs(PIPELINE_JOBS, async (token) => {
    asked.push(token);
    return pages[token ?? "first"] ?? { entries: [] };
  });
  for await (const { name } of jobs) ids.push(name);
  return { ids, asked };
}

const job = (name: string) => ({ name, state: "PIPELINE_STATE_RUNNING" });

describe("listJobs", () => {
  it("follows page tokens to the last page", async () => {
    const { ids, asked } = await listPages({
      first: { entries: [job("a"), job("b")], nextPageToken: "t1" },
      t1: { entries: [], nextPageToken: "t2" },
      t2: { entries: [job("c")], nextPageToken: "" },
    });
    assert.deepEqual(ids, ["a", "b", "c"]);
    assert.deepEqual(asked, [undefined, "t1", "t2"]);
  });

  it("yields a job only once when the job moves to a later page", async () => {
    const { ids } = await listPages({ first: { entries: [job("a")], nextPageToken: "t" }, t: { entries: [job("a")] } });
    assert.deepEqual(ids, ["a"]);
  });

  it("fetches a page only when the caller needs it", async () => {
    let pages = 0;
    for await (const { name } of listJobs(PIPELINE_JOBS, async () => ({
      entries: [job("a")],
      nextPageToken: `${pages++}`,
    }))) {
      assert.equal(name, "a");
      break;
    }
    assert.equal(pages, 1);
  });

  it("refuses a page token that repeats an earlier page", async () => {
    const circle = { first: { entries: [], nextPageToken: "t1" }, t1: { entries: [], nextPageToken: "t2" } };
    for (const back of ["t1", "t2"]) {
      await assert.rejects(listPages({ ...circle, t2: { entries: [], nextPageToken: back } }), ConnectionError);
    }
  });

  it("refuses a listing that does not end within 10,000 pages", async () => {
    let pages = 0;
    const endless = listJobs(PIPELINE_JOBS, async () => ({ entries: [], nextPageToken: `${pages++}` }));
    await assert.rejects(endless.next(), /does not end within 10,000 pages/);
    assert.equal(pages, MAX_PAGES);
  });

  it("refuses an entry that is not a job", async () => {
    for (const entry of [null, "job", [], {}, { state: "PIPELINE_STATE_RUNNING" }]) {
      await assert.rejects(listPages({ first: { entries: [entry] } }), /an entry that is not a job/);
    }
  });

  it("refuses a job whose id would change a URL or whose state is invalid", async () => {
    const state = "PIPELINE_STATE_RUNNING";
    const ids = ["", "..", ".", "a:cancel", "a?b", "a#b", "a%2fb", "a b", "ａ", "a\n", "x".repeat(129)];
    const odd = [
      ...ids.map((id) => ({ name: id, state })),
      ...["", "running", "R\n", "R".repeat(101)].map((state) => ({ name: "a", state })),
    ];
    for (const entry of odd) {
      await assert.rejects(listPages({ first: { entries: [entry] } }), ConnectionError, JSON.stringify(entry));
    }
    assert.deepEqual((await listPages({ first: { entries: [job("A_b-1.~")] } })).ids, ["A_b-1.~"]);
  });

  it("passes on the error of the fetcher", async () => {
    const failing = listJobs(PIPELINE_JOBS, () => Promise.reject(new Error("no")));
    await assert.rejects(failing.next(), /^Error: no$/);
  });
});

describe("a listed job", () => {
  const fake = withFake();

  async function listed(query: Record<string, string>) {
    const response = await fetch(
      `${fake().endpoint}projects/p/locations/us-central1/pipelineJobs?${new URLSearchParams(query)}`,
    );
    assert.equal(response.status, 200);
    const { pipelineJobs } = (await response.json()) as { pipelineJobs: unknown[] };
    const jobs = [];
    for await (const listed of listJobs(PIPELINE_JOBS, async () => ({ entries: pipelineJobs }))) jobs.push(listed);
    return jobs;
  }

  it("has the same fields with and without a read mask", async () => {
    fake().addPipelineJob({
      ...PLACE,
      state: "PIPELINE_STATE_FAILED",
      displayName: "train",
      labels: { env: "prod" },
      pipelineSpec: { pipelineInfo: { name: "training" }, root: {} },
      templateUri: "https://kfp.pkg.dev/p/r/train/v1",
      scheduleName: "projects/1/locations/us-central1/schedules/2",
      serviceAccount: "runner@p.iam.gserviceaccount.com",
      error: { code: 9, message: "boom" },
    });
    const [masked] = await listed({ readMask: PIPELINE_JOBS.listedFields.join(",") });
    assert.deepEqual(await listed({}), [masked]);
    const { pipelineName, scheduleName, serviceAccount, templateUri, labels, error } = masked ?? {};
    assert.deepEqual(
      { pipelineName, scheduleName, serviceAccount, templateUri, error },
      {
        pipelineName: "training",
        scheduleName: "projects/1/locations/us-central1/schedules/2",
        serviceAccount: "runner@p.iam.gserviceaccount.com",
        templateUri: "https://kfp.pkg.dev/p/r/train/v1",
        error: { code: 9, message: "boom" },
      },
    );
    assert.equal(labels?.env, "prod");
  });

  it("does not include the full pipelineSpec with the read mask", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineSpec: { pipelineInfo: { name: "n" }, root: { dag: {} } } });
    const url = `${fake().endpoint}projects/p/locations/us-central1/pipelineJobs?readMask=${PIPELINE_JOBS.listedFields.join(",")}`;
    assert.doesNotMatch(await (await fetch(url)).text(), /dag/);
  });

  it("omits fields that are absent or have another type", async () => {
    const jobs = [];
    for await (const one of listJobs(PIPELINE_JOBS, async () => ({
      entries: [{ name: "a", labels: { a: 1, b: "2" }, pipelineSpec: [], templateUri: null }],
    }))) {
      jobs.push(one);
    }
    assert.deepEqual(jobs, [{ name: "a", state: "PIPELINE_STATE_UNSPECIFIED", labels: { b: "2" }, childJobs: [] }]);
  });
});
