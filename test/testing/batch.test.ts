import assert from "node:assert/strict";
import type { JsonObject } from "../../src/testing";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi batches", () => {
  const under = useFake({ timeToCancelMs: 10_000 });

  function addJob(pipelineJobId: string, state = "PIPELINE_STATE_RUNNING"): string {
    return under.fake.addPipelineJob({ ...JOB, pipelineJobId, state });
  }

  async function batch(verb: string, names: unknown): Promise<JsonObject> {
    const { json } = await under.post(`${PARENT}/pipelineJobs:${verb}`, { names });
    return json;
  }

  describe("batchCancel", () => {
    it("answers an operation that is done when the jobs have ended, and names those that it cancelled", async () => {
      const names = [addJob("a"), addJob("b"), addJob("c", "PIPELINE_STATE_SUCCEEDED")];
      const started = await batch("batchCancel", names);
      assert.equal(started.done, undefined);
      assert.equal(
        (started.metadata as JsonObject)["@type"],
        "type.googleapis.com/google.cloud.aiplatform.v1.BatchCancelPipelineJobsOperationMetadata",
      );
      assert.equal(under.fake.pipelineJob(String(names[0]))?.state, "PIPELINE_STATE_CANCELLING");
      under.clock.advance(10_000);
      const { json } = await under.get(String(started.name));
      assert.equal(json.done, true);
      const response = json.response as { "@type": string; pipelineJobs: { name: string; state: string }[] };
      assert.equal(response["@type"], "type.googleapis.com/google.cloud.aiplatform.v1.BatchCancelPipelineJobsResponse");
      assert.deepEqual(
        response.pipelineJobs.map(({ name, state }) => [name.slice(-1), state]),
        [
          ["a", "PIPELINE_STATE_CANCELLED"],
          ["b", "PIPELINE_STATE_CANCELLED"],
        ],
      );
      assert.equal(under.fake.pipelineJob(String(names[2]))?.state, "PIPELINE_STATE_SUCCEEDED");
    });

    it("cancels nothing when one of the jobs does not exist, and says so in the operation", async () => {
      const name = addJob("a");
      const { error, done } = await batch("batchCancel", [name, `${PARENT}/pipelineJobs/nobody`]);
      assert.equal(done, true);
      assert.equal((error as JsonObject).code, 5);
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_RUNNING");
    });

    for (const [problem, names] of [
      ["no names", []],
      ["33 names", Array.from({ length: 33 }, (_, index) => `${PARENT}/pipelineJobs/job-${index}`)],
      ["a name that is none", ["nonsense"]],
      ["a job of another region", ["projects/p/locations/europe-west4/pipelineJobs/a"]],
      ["a job of another project", ["projects/q/locations/us-central1/pipelineJobs/a"]],
      ["names that are no texts", [1]],
      ["names that are no list", "a"],
    ] as const) {
      it(`refuses ${problem} at once`, async () => {
        addJob("a");
        const error = await under.errorOf(under.post(`${PARENT}/pipelineJobs:batchCancel`, { names }));
        assert.equal(error.status, "INVALID_ARGUMENT");
      });
    }

    it("accepts 32 names, by project number too", async () => {
      const names = Array.from({ length: 32 }, (_, index) => addJob(`job-${index}`));
      const numbered = names.map((name) => name.replace("projects/p/", "projects/123456789012/"));
      assert.equal((await under.post(`${PARENT}/pipelineJobs:batchCancel`, { names: numbered })).status, 200);
    });
  });

  describe("batchDelete", () => {
    it("deletes jobs that have ended", async () => {
      const names = [addJob("a", "PIPELINE_STATE_FAILED"), addJob("b", "PIPELINE_STATE_CANCELLED")];
      const { done, response } = await batch("batchDelete", names);
      assert.equal(done, true);
      assert.equal((response as { pipelineJobs: unknown[] }).pipelineJobs.length, 2);
      assert.deepEqual(await under.list(), []);
    });

    it("deletes nothing when one of the jobs is active or missing", async () => {
      const ended = addJob("a", "PIPELINE_STATE_FAILED");
      assert.equal(((await batch("batchDelete", [ended, addJob("b")])).error as JsonObject).code, 9);
      assert.equal(((await batch("batchDelete", [ended, `${PARENT}/pipelineJobs/z`])).error as JsonObject).code, 5);
      assert.deepEqual(await under.list(), ["b", "a"]);
    });
  });

  describe("operations", () => {
    it("answers get and wait alike, by project id and by number", async () => {
      const started = await batch("batchCancel", [addJob("a")]);
      const byId = String(started.name).replace("projects/123456789012/", "projects/p/");
      assert.deepEqual((await under.get(byId)).json, started);
      assert.deepEqual((await under.post(`${started.name}:wait?timeout=10s`, {})).json, started);
    });

    it("answers where Google's generated Node clients look for them", async () => {
      const started = await batch("batchCancel", [addJob("a")]);
      assert.deepEqual((await under.get(`/ui/${started.name}`)).json, started);
    });

    it("answers 404 for one that does not exist", async () => {
      assert.equal((await under.errorOf(under.get(`${PARENT}/operations/1`))).message, "The Operation does not exist.");
    });
  });
});
