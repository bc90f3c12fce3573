import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { helpers, protos, type v1 } from "@google-cloud/aiplatform";
import { DrivenClock } from "../../../src/testing";
import { eventually } from "../../support/eventually";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { CODES, gapicOptions, VERSIONS } from "./gapicClients";

const LOCATION = { project: "p", region: "us-central1" } as const;
const parent = "projects/p/locations/us-central1";
// The client turns states into names, except for those in what an operation responds with.
const { PIPELINE_STATE_CANCELLED } = protos.google.cloud.aiplatform.v1.PipelineState;
const byPage = { autoPaginate: false };
const compiledPipeline: object = JSON.parse(readFileSync("test/fixtures/pipeline.json", "utf8"));

for (const [version, { PipelineServiceClient }] of Object.entries(VERSIONS)) {
  describe(`PipelineServiceClient of @google-cloud/aiplatform ${version}`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock, timeToCancelMs: 30_000 });
    const { fake } = recorded;
    let client: v1.PipelineServiceClient;
    const add = (pipelineJobId: string, seed: object = {}) =>
      fake().addPipelineJob({ ...LOCATION, pipelineJobId, ...seed });

    before(() => {
      client = new PipelineServiceClient(gapicOptions(recorded.port()));
    });
    after(() => client.close());

    it("creates a job from a compiled pipeline, and gets it", async () => {
      const { structValue: pipelineSpec } = helpers.toValue(compiledPipeline) as protos.google.protobuf.IValue;
      const [created] = await client.createPipelineJob({
        parent,
        pipelineJobId: "nightly-1",
        pipelineJob: {
          displayName: "nightly",
          labels: { team: "a" },
          runtimeConfig: {
            gcsOutputDirectory: "gs://b/root",
            parameterValues: { rows: { numberValue: 10 } },
            failurePolicy: "PIPELINE_FAILURE_POLICY_FAIL_FAST",
          },
          pipelineSpec: pipelineSpec ?? null,
        },
      });
      assert.equal(created.name, "projects/123456789012/locations/us-central1/pipelineJobs/nightly-1");
      const [job] = await client.getPipelineJob({ name: created.name });
      assert.equal(job.displayName, "nightly");
      assert.equal(job.state, "PIPELINE_STATE_RUNNING");
      assert.equal(job.labels?.team, "a");
      assert.equal(job.runtimeConfig?.failurePolicy, "PIPELINE_FAILURE_POLICY_FAIL_FAST");
      assert.equal(job.pipelineSpec?.fields?.schemaVersion?.stringValue, "2.1.0");
      assert.ok(Number(job.createTime?.seconds) > 0);
      const details = job.jobDetail?.taskDetails ?? [];
      assert.deepEqual(
        details.map(({ taskName, state }) => [taskName, state]),
        [
          ["nightly-1", "RUNNING"],
          ["prepare", "RUNNING"],
          ["train", "RUNNING"],
        ],
      );
      assert.match(details[1]?.executorDetail?.containerDetail?.mainJob ?? "", /\/customJobs\/\d+$/);
    });

    it("lists by filter, in order, and follows pages by itself", async () => {
      add("a", { labels: { env: "prod" }, createTime: "2025-01-01T00:00:00Z" });
      add("b", { labels: { env: "prod" }, createTime: "2025-01-03T00:00:00Z", state: "PIPELINE_STATE_PENDING" });
      add("c", { labels: { env: "prod" }, createTime: "2025-01-02T00:00:00Z", state: "PIPELINE_STATE_PAUSED" });
      add("d", { labels: { env: "test" } });
      add("e", { labels: { env: "prod" }, state: "PIPELINE_STATE_FAILED", error: { code: 3, message: "no" } });
      const filter = '(state="PIPELINE_STATE_RUNNING" OR state!="PIPELINE_STATE_FAILED") AND labels.env="prod"';
      const ids: string[] = [];
      for await (const job of client.listPipelineJobsAsync(
        { parent, filter, orderBy: "create_time", pageSize: 2 },
        byPage,
      )) {
        ids.push(idOf(job));
      }
      assert.deepEqual(ids, ["a", "c", "b"]);
      assert.equal(fake().requestsOf("pipelineJobs.list").length, 2);
    });

    it("lists only the fields that a mask names, page by page", async () => {
      add("a", { createTime: "2025-01-01T00:00:00Z" });
      add("b", { displayName: "two", labels: { env: "prod" }, createTime: "2025-01-02T00:00:00Z" });
      const request = { parent, pageSize: 1, readMask: { paths: ["name", "display_name"] } };
      const [[job], nextRequest] = await client.listPipelineJobs(request, byPage);
      assert.equal(idOf(job ?? {}), "b");
      assert.equal(job?.displayName, "two");
      assert.deepEqual(job?.labels, {});
      const [[next], noRequest] = await client.listPipelineJobs(nextRequest ?? {}, byPage);
      assert.equal(idOf(next ?? {}), "a");
      assert.equal(noRequest, null);
    });

    it("cancels a job, which is then seen to stop", async () => {
      const name = add("a");
      assert.deepEqual(Object.keys((await client.cancelPipelineJob({ name }))[0]), []);
      assert.equal((await client.getPipelineJob({ name }))[0].state, "PIPELINE_STATE_CANCELLING");
      clock.advance(30_000);
      assert.equal((await client.getPipelineJob({ name }))[0].state, "PIPELINE_STATE_CANCELLED");
    });

    it("cancels a batch, and awaits its operation", async () => {
      const names = [add("a"), add("b"), add("c", { state: "PIPELINE_STATE_SUCCEEDED" })];
      const [operation] = await client.batchCancelPipelineJobs({ parent, names });
      assert.equal(operation.done, false);
      const result = operation.promise();
      await eventually("the operation is polled", () => fake().requestsOf("operations.get").length > 0);
      clock.advance(30_000);
      const [{ pipelineJobs }, metadata] = await result;
      assert.deepEqual(
        pipelineJobs?.map((job) => [idOf(job), job.state]),
        [
          ["a", PIPELINE_STATE_CANCELLED],
          ["b", PIPELINE_STATE_CANCELLED],
        ],
      );
      assert.ok(Number(metadata.genericMetadata?.createTime?.seconds) > 0);
    });

    it("gets an operation that fails if a job of a batch does not exist", async () => {
      const name = add("a");
      const [operation] = await client.batchCancelPipelineJobs({ parent, names: [name, `${parent}/pipelineJobs/b`] });
      await assert.rejects(operation.promise(), { code: CODES.NOT_FOUND });
      assert.equal(fake().pipelineJob(name)?.state, "PIPELINE_STATE_RUNNING");
    });

    it("deletes a job, and awaits its operation", async () => {
      const name = add("a", { state: "PIPELINE_STATE_SUCCEEDED" });
      const [operation] = await client.deletePipelineJob({ name });
      await operation.promise();
      await assert.rejects(client.getPipelineJob({ name }), { code: CODES.NOT_FOUND });
    });

    it("deletes a batch, and awaits its operation", async () => {
      const names = ["a", "b"].map((id) => add(id, { state: "PIPELINE_STATE_FAILED" }));
      const [operation] = await client.batchDeletePipelineJobs({ parent, names });
      const [{ pipelineJobs }] = await operation.promise();
      assert.deepEqual(pipelineJobs?.map(idOf), ["a", "b"]);
      assert.deepEqual(fake().pipelineJobs, []);
    });

    it("rejects with the gRPC codes of the service", async () => {
      const name = add("a", { state: "PIPELINE_STATE_SUCCEEDED" });
      await assert.rejects(client.getPipelineJob({ name: `${name}-2` }), {
        code: CODES.NOT_FOUND,
        message: /The PipelineJob does not exist\./,
      });
      await assert.rejects(client.cancelPipelineJob({ name }), {
        code: CODES.FAILED_PRECONDITION,
        message: /PIPELINE_STATE_SUCCEEDED and cannot be canceled/,
      });
      await assert.rejects(client.listPipelineJobs({ parent, filter: "state=" }), { code: CODES.INVALID_ARGUMENT });
      await assert.rejects(client.createPipelineJob({ parent, pipelineJobId: "A_B", pipelineJob: {} }), {
        code: CODES.INVALID_ARGUMENT,
      });
    });

    itAnswersAsTheProtosSay(recorded);
  });
}

function idOf({ name }: { name?: string | null }): string {
  return name?.split("/").at(-1) ?? "";
}
