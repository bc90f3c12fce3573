import assert from "node:assert/strict";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi list", () => {
  const under = useFake();

  function addJobs(...ids: string[]): void {
    for (const pipelineJobId of ids) {
      under.fake.addPipelineJob({ ...JOB, pipelineJobId });
      under.clock.advance(1_000);
    }
  }

  it("answers {} when there is nothing", async () => {
    assert.equal((await under.get(`${PARENT}/pipelineJobs`)).text, "{}\n");
  });

  it("answers the jobs of one project and region, newest first, without jobDetail", async () => {
    addJobs("a", "b");
    under.fake.addPipelineJob({ ...JOB, region: "europe-west4", pipelineJobId: "elsewhere" });
    under.fake.addPipelineJob({ ...JOB, project: "q", pipelineJobId: "another-project" });
    assert.deepEqual(await under.list(), ["b", "a"]);
    const { json } = await under.get(`${PARENT}/pipelineJobs`);
    assert.equal("jobDetail" in ((json.pipelineJobs as object[])[0] ?? {}), false);
  });

  it("answers page by page until there is no next one", async () => {
    addJobs("a", "b", "c", "d", "e");
    const pages: string[][] = [];
    let pageToken = "";
    do {
      const { json } = await under.get(`${PARENT}/pipelineJobs?pageSize=2&pageToken=${pageToken}`);
      pages.push((json.pipelineJobs as { name: string }[]).map(({ name }) => name.slice(-1)));
      pageToken = String(json.nextPageToken ?? "");
    } while (pageToken !== "");
    assert.deepEqual(pages, [["e", "d"], ["c", "b"], ["a"]]);
  });

  it("answers 100 jobs unless asked otherwise, and never more than 1,000", async () => {
    addJobs(...Array.from({ length: 1_001 }, (_, index) => `job-${index}`));
    assert.equal((await under.list()).length, 100);
    assert.equal((await under.list({ pageSize: "5000" })).length, 1_000);
  });

  it("skips nothing when jobs of an earlier page disappear", async () => {
    addJobs("a", "b", "c");
    const { json } = await under.get(`${PARENT}/pipelineJobs?pageSize=2`);
    under.fake.removePipelineJob(`${PARENT}/pipelineJobs/c`);
    assert.deepEqual(await under.list({ pageToken: String(json.nextPageToken) }), ["a"]);
  });

  it("refuses a page token that it never gave, and one of another query", async () => {
    addJobs("a", "b");
    const { json } = await under.get(`${PARENT}/pipelineJobs?pageSize=1`);
    for (const query of ["pageToken=nonsense", `orderBy=create_time&pageToken=${json.nextPageToken}`]) {
      const error = await under.errorOf(under.get(`${PARENT}/pipelineJobs?${query}`));
      assert.equal(error.httpStatus, 400);
      assert.match(String(error.message), /page_token/);
    }
  });

  it("refuses a page size that is not a number, or negative", async () => {
    for (const pageSize of ["many", "-1"]) {
      assert.equal((await under.errorOf(under.get(`${PARENT}/pipelineJobs?pageSize=${pageSize}`))).httpStatus, 400);
    }
  });

  it("takes query parameters in snake_case and refuses unknown ones", async () => {
    addJobs("a", "b");
    assert.deepEqual(await under.list({ page_size: "1" }), ["b"]);
    const error = await under.errorOf(under.get(`${PARENT}/pipelineJobs?pagesize=1`));
    assert.match(String(error.message), /Unknown name "pagesize": Cannot bind query parameter\./);
  });

  it("orders by the times that the API documents", async () => {
    addJobs("a", "b", "c");
    under.fake.setPipelineJobState(`${PARENT}/pipelineJobs/a`, "PIPELINE_STATE_FAILED");
    assert.deepEqual(await under.list({ orderBy: "create_time" }), ["a", "b", "c"]);
    assert.deepEqual(await under.list({ orderBy: "updateTime desc, create_time" }), ["a", "c", "b"]);
    assert.deepEqual(await under.list({ orderBy: "end_time desc" }), ["a", "c", "b"]);
    assert.equal((await under.errorOf(under.get(`${PARENT}/pipelineJobs?orderBy=state`))).httpStatus, 400);
  });
});
