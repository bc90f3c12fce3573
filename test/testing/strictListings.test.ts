import assert from "node:assert/strict";
import { FakeVertexAi, type FakeVertexAiOptions, type JsonObject } from "../../src/testing";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi with a maximum page size", () => {
  const under = useFake({ maxPageSize: 2 });

  for (const collection of ["pipelineJobs", "customJobs", "schedules"]) {
    it(`refuses a larger page of ${collection} in the service's words`, async () => {
      const { error } = (await under.get(`${PARENT}/${collection}?pageSize=3`)).json as { error: JsonObject };
      const message = "Page size should be non-negative and the maximum size is 2";
      assert.deepEqual(error, {
        code: 400,
        status: "INVALID_ARGUMENT",
        message: `List of found errors:\t1.Field: page_size; Message: ${message}\t`,
        details: [
          {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            fieldViolations: [{ field: "page_size", description: message }],
          },
        ],
      });
    });
  }

  it("answers no larger page where no size is asked for", async () => {
    for (const pipelineJobId of ["a", "b", "c"]) under.fake.addPipelineJob({ ...JOB, pipelineJobId });
    for (let count = 0; count < 3; count++) under.fake.addSchedule({ project: "p", region: "us-central1" });
    assert.equal((await under.list()).length, 2);
    assert.equal((await under.list({ pageSize: "2" })).length, 2);
    assert.equal((await under.list({}, "schedules")).length, 2);
  });
});

describe("FakeVertexAi with short pages", () => {
  const under = useFake({ entriesPerPage: 2 });

  it("answers fewer entries than asked for, and goes on after them", async () => {
    for (const pipelineJobId of ["a", "b", "c"]) under.fake.addPipelineJob({ ...JOB, pipelineJobId });
    const { json } = await under.get(`${PARENT}/pipelineJobs?pageSize=100`);
    assert.equal((json.pipelineJobs as object[]).length, 2);
    assert.deepEqual(await under.list({ pageSize: "100", pageToken: String(json.nextPageToken) }), ["a"]);
  });
});

describe("FakeVertexAi with fields that lists leave out", () => {
  const seed = { ...JOB, labels: { env: "a" }, pipelineSpec: { pipelineInfo: { name: "train" } } };
  const listed = async (fieldsLeftOutOfLists: FakeVertexAiOptions["fieldsLeftOutOfLists"] & {}, query = "") => {
    const fake = await FakeVertexAi.start({ fieldsLeftOutOfLists });
    try {
      for (const pipelineJobId of ["a", "b"]) fake.addPipelineJob({ ...seed, pipelineJobId });
      const answer = await fetch(`${fake.endpoint}${PARENT}/pipelineJobs?${query}`);
      const { pipelineJobs } = (await answer.json()) as { pipelineJobs: JsonObject[] };
      const got = (await (await fetch(`${fake.endpoint}${PARENT}/pipelineJobs/a`)).json()) as JsonObject;
      return { jobs: pipelineJobs, got };
    } finally {
      await fake.stop();
    }
  };

  it("leaves them out of every listed job, with and without a mask, and of no job that is got", async () => {
    for (const query of ["", "readMask=name,labels,pipelineSpec.pipelineInfo"]) {
      const { jobs, got } = await listed(["labels", "pipelineSpec", "name"], query);
      for (const job of jobs) assert.deepEqual([job.labels, job.pipelineSpec], [undefined, undefined]);
      for (const job of jobs) assert.match(String(job.name), /pipelineJobs/);
      assert.equal((got.labels as JsonObject).env, "a");
      assert.deepEqual(got.pipelineSpec, seed.pipelineSpec);
    }
  });

  it("leaves them out of some jobs only", async () => {
    const { jobs } = await listed(({ name }) => (String(name).endsWith("b") ? ["labels"] : []));
    assert.deepEqual(
      jobs.map(({ labels }) => labels !== undefined),
      [false, true],
    );
  });

  it("still filters by them", async () => {
    const { jobs } = await listed(["pipelineSpec"], 'filter=pipeline_name="other"');
    assert.equal(jobs, undefined);
  });
});

describe("FakeVertexAi", () => {
  for (const [option, value] of [
    ["maxPageSize", 0],
    ["maxPageSize", 1.5],
    ["entriesPerPage", 0],
  ] as const) {
    it(`refuses ${option} ${value}`, async () => {
      await assert.rejects(FakeVertexAi.start({ [option]: value }), {
        name: "RangeError",
        message: `${option} is not a whole number above 0: ${value}`,
      });
    });
  }
});
