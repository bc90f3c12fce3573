import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DrivenClock } from "../../../src/testing";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { LOCATIONS, type Locations } from "./discoveryClients";

const parent = "projects/p/locations/us-central1";
const numbered = "projects/123456789012/locations/us-central1";
const compiledPipeline: object = JSON.parse(readFileSync("test/fixtures/pipeline.json", "utf8"));

for (const [version, locationsAt] of Object.entries(LOCATIONS)) {
  describe(`pipelineJobs of googleapis ${version}`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock, timeToCancelMs: 30_000 });
    const { fake } = recorded;
    let jobs: Locations["pipelineJobs"];
    let operations: Locations["operations"];
    const add = (pipelineJobId: string, seed: object = {}) =>
      fake().addPipelineJob({ project: "p", region: "us-central1", pipelineJobId, ...seed });

    before(() => {
      ({ pipelineJobs: jobs, operations } = locationsAt(recorded.port()));
    });

    it("creates a job from a compiled pipeline, and gets it", async () => {
      const { data: created } = await jobs.create({
        parent,
        pipelineJobId: "nightly-1",
        requestBody: {
          displayName: "nightly",
          runtimeConfig: { gcsOutputDirectory: "gs://b/root", parameterValues: { rows: 10 } },
          pipelineSpec: compiledPipeline as Record<string, unknown>,
        },
      });
      assert.equal(created.name, `${numbered}/pipelineJobs/nightly-1`);
      const { data: job } = await jobs.get({ name: created.name });
      assert.equal(job.state, "PIPELINE_STATE_RUNNING");
      assert.deepEqual(job.pipelineSpec, compiledPipeline);
      assert.deepEqual(job.runtimeConfig?.parameterValues, { rows: 10 });
      const tasks = job.jobDetail?.taskDetails?.map(({ taskName }) => taskName);
      assert.deepEqual(tasks, ["nightly-1", "prepare", "train"]);
    });

    it("lists masked jobs by filter, in order and by page", async () => {
      for (const id of ["a", "b", "c"]) add(id, { displayName: `nightly ${id}`, labels: { env: "prod" } });
      add("d");
      const list = async (pageToken?: string) =>
        await jobs.list({
          parent,
          filter: 'display_name:"nightly*"',
          orderBy: "create_time",
          readMask: "name,state",
          pageSize: 2,
          ...(pageToken && { pageToken }),
        });
      const { data: first } = await list();
      const { data: second } = await list(first.nextPageToken ?? "");
      assert.deepEqual(
        [...(first.pipelineJobs ?? []), ...(second.pipelineJobs ?? [])],
        [
          { name: `${numbered}/pipelineJobs/a`, state: "PIPELINE_STATE_RUNNING" },
          { name: `${numbered}/pipelineJobs/b`, state: "PIPELINE_STATE_RUNNING" },
          { name: `${numbered}/pipelineJobs/c`, state: "PIPELINE_STATE_RUNNING" },
        ],
      );
      assert.equal(second.nextPageToken, undefined);
    });

    for (const [how, body] of Object.entries({ "no body": {}, "an empty object": { requestBody: {} } })) {
      it(`cancels a job with ${how}, which is then seen to stop`, async () => {
        const name = add("a");
        const { status, data } = await jobs.cancel({ name, ...body });
        assert.deepEqual([status, data], [200, {}]);
        assert.equal((await jobs.get({ name })).data.state, "PIPELINE_STATE_CANCELLING");
        clock.advance(30_000);
        assert.equal((await jobs.get({ name })).data.state, "PIPELINE_STATE_CANCELLED");
      });
    }

    it("cancels a batch, and waits for its operation", async () => {
      const names = [add("a"), add("b")];
      const { data: started } = await jobs.batchCancel({ parent, requestBody: { names } });
      const name = started.name ?? "";
      assert.equal((await operations.wait({ name, timeout: "1s" })).data.done ?? false, false);
      clock.advance(30_000);
      const { data: done } = await operations.get({ name });
      assert.equal(done.done, true);
      assert.equal(done.response?.pipelineJobs.length, 2);
    });

    it("gets an operation that fails if a job of a batch does not exist", async () => {
      const names = [add("a"), `${parent}/pipelineJobs/b`];
      const { data } = await jobs.batchCancel({ parent, requestBody: { names } });
      assert.equal(data.done, true);
      assert.equal(data.error?.code, 5);
    });

    it("deletes jobs, alone and in a batch", async () => {
      const [name, ...names] = ["a", "b", "c"].map((id) => add(id, { state: "PIPELINE_STATE_SUCCEEDED" }));
      const { data: one } = await jobs.delete({ name: name ?? "" });
      assert.equal(one.done, true);
      const { data: batch } = await jobs.batchDelete({ parent, requestBody: { names } });
      assert.equal(batch.response?.pipelineJobs.length, 2);
      assert.deepEqual((await jobs.list({ parent })).data, {});
    });

    it("rejects with the status and the message of the service", async () => {
      const name = add("a", { state: "PIPELINE_STATE_FAILED" });
      await assert.rejects(jobs.get({ name: `${name}-2` }), {
        status: 404,
        message: "The PipelineJob does not exist.",
      });
      await assert.rejects(jobs.cancel({ name }), {
        status: 400,
        message: /is in state PIPELINE_STATE_FAILED and cannot be canceled\.$/,
      });
      await assert.rejects(jobs.list({ parent, filter: "(" }), { status: 400 });
      await assert.rejects(jobs.list({ parent, pageToken: "invented" }), { status: 400 });
    });

    itAnswersAsTheProtosSay(recorded);
  });
}
