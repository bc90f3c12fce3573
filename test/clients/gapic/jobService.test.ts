import assert from "node:assert/strict";
import type { v1 } from "@google-cloud/aiplatform";
import { DrivenClock } from "../../../src/testing";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { CODES, gapicOptions, VERSIONS } from "./gapicClients";

const parent = "projects/p/locations/us-central1";

for (const [version, { JobServiceClient }] of Object.entries(VERSIONS)) {
  describe(`JobServiceClient of @google-cloud/aiplatform ${version}, for custom jobs`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock, timeToCancelMs: 30_000, errorOnCancelled: true });
    const { fake } = recorded;
    let client: v1.JobServiceClient;
    const add = (customJobId: string, seed: object = {}) =>
      fake().addCustomJob({ project: "p", region: "us-central1", customJobId, ...seed });

    before(() => {
      client = new JobServiceClient(gapicOptions(recorded.port()));
    });
    after(() => client.close());

    it("creates a job, and gets it", async () => {
      const machineSpec = {
        machineType: "n1-standard-4",
        acceleratorType: "NVIDIA_TESLA_T4",
        acceleratorCount: 1,
      } as const;
      const [created] = await client.createCustomJob({
        parent,
        customJob: {
          displayName: "train",
          labels: { team: "a" },
          jobSpec: {
            workerPoolSpecs: [{ machineSpec, replicaCount: 1, containerSpec: { imageUri: "image", args: ["--rows"] } }],
            scheduling: { timeout: { seconds: 3_600 }, restartJobOnWorkerRestart: true },
          },
        },
      });
      assert.match(created.name ?? "", /^projects\/123456789012\/locations\/us-central1\/customJobs\/\d+$/);
      const [job] = await client.getCustomJob({ name: created.name ?? "" });
      assert.equal(job.displayName, "train");
      assert.equal(job.state, "JOB_STATE_RUNNING");
      assert.equal(job.jobSpec?.scheduling?.timeout?.seconds, "3600");
      const [pool] = job.jobSpec?.workerPoolSpecs ?? [];
      assert.equal(pool?.machineSpec?.acceleratorType, "NVIDIA_TESLA_T4");
      assert.equal(pool?.replicaCount, "1");
      assert.deepEqual(pool?.containerSpec?.args, ["--rows"]);
    });

    it("lists by filter, and follows pages by itself", async () => {
      for (const id of ["1", "2", "3"]) add(id, { labels: { env: "prod" } });
      add("4", { labels: { env: "prod" }, state: "JOB_STATE_FAILED" });
      add("5", { labels: { env: "test" } });
      const filter = 'NOT state="JOB_STATE_FAILED" AND labels.env="prod"';
      const ids: string[] = [];
      for await (const { name } of client.listCustomJobsAsync(
        { parent, filter, pageSize: 2 },
        { autoPaginate: false },
      )) {
        ids.push(name?.split("/").at(-1) ?? "");
      }
      assert.deepEqual(ids.sort(), ["1", "2", "3"]);
      assert.equal(fake().requestsOf("customJobs.list").length, 2);
    });

    it("lists only the fields that a mask names", async () => {
      add("1", { displayName: "one", labels: { env: "prod" } });
      const [[job]] = await client.listCustomJobs({ parent, readMask: { paths: ["name", "state"] } });
      assert.equal(job?.state, "JOB_STATE_RUNNING");
      assert.equal(job?.displayName, "");
      assert.deepEqual(job?.labels, {});
    });

    it("cancels a job, which is then seen to stop", async () => {
      const name = add("1");
      await client.cancelCustomJob({ name });
      assert.equal((await client.getCustomJob({ name }))[0].state, "JOB_STATE_CANCELLING");
      clock.advance(30_000);
      const [job] = await client.getCustomJob({ name });
      assert.equal(job.state, "JOB_STATE_CANCELLED");
      assert.equal(job.error?.code, 1);
      assert.ok(Number(job.endTime?.seconds) > 0);
    });

    it("rejects with the gRPC codes of the service", async () => {
      const name = add("1", { state: "JOB_STATE_SUCCEEDED" });
      await assert.rejects(client.getCustomJob({ name: `${name}2` }), { code: CODES.NOT_FOUND });
      await assert.rejects(client.cancelCustomJob({ name }), { code: CODES.FAILED_PRECONDITION });
      await assert.rejects(client.createCustomJob({ parent, customJob: {} }), { code: CODES.INVALID_ARGUMENT });
    });

    itAnswersAsTheProtosSay(recorded);
  });
}
