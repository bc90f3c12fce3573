import assert from "node:assert/strict";
import { DrivenClock } from "../../../src/testing";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { LOCATIONS, type Locations } from "./discoveryClients";

const parent = "projects/p/locations/us-central1";

for (const [version, locationsAt] of Object.entries(LOCATIONS)) {
  describe(`customJobs of googleapis ${version}`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock, timeToCancelMs: 30_000 });
    const { fake } = recorded;
    let jobs: Locations["customJobs"];
    const add = (customJobId: string, seed: object = {}) =>
      fake().addCustomJob({ project: "p", region: "us-central1", customJobId, ...seed });

    before(() => {
      ({ customJobs: jobs } = locationsAt(recorded.port()));
    });

    it("creates a job, and gets it", async () => {
      const pool = { machineSpec: { machineType: "n1-standard-4" }, replicaCount: "1" };
      const { data: created } = await jobs.create({
        parent,
        requestBody: { displayName: "train", jobSpec: { workerPoolSpecs: [pool] } },
      });
      const { data: job } = await jobs.get({ name: created.name ?? "" });
      assert.equal(job.state, "JOB_STATE_RUNNING");
      assert.deepEqual(job.jobSpec?.workerPoolSpecs, [pool]);
    });

    it("lists masked jobs by filter and by page", async () => {
      for (const id of ["1", "2"]) add(id, { displayName: "train" });
      add("3", { displayName: "test" });
      const query = { parent, filter: 'display_name="train"', readMask: "name", pageSize: 1 };
      const { data: first } = await jobs.list(query);
      const { data: second } = await jobs.list({ ...query, pageToken: first.nextPageToken ?? "" });
      const names = [...(first.customJobs ?? []), ...(second.customJobs ?? [])].map(({ name }) => name);
      assert.deepEqual(names.map((name) => name?.split("/").at(-1)).sort(), ["1", "2"]);
      assert.deepEqual(Object.keys(first.customJobs?.[0] ?? {}), ["name"]);
    });

    for (const [how, body] of Object.entries({ "no body": {}, "an empty object": { requestBody: {} } })) {
      it(`cancels a job with ${how}, which is then seen to stop`, async () => {
        const name = add("1");
        assert.deepEqual((await jobs.cancel({ name, ...body })).data, {});
        assert.equal((await jobs.get({ name })).data.state, "JOB_STATE_CANCELLING");
        clock.advance(30_000);
        assert.equal((await jobs.get({ name })).data.state, "JOB_STATE_CANCELLED");
      });
    }

    it("rejects with the status and the message of the service", async () => {
      const name = add("1", { state: "JOB_STATE_SUCCEEDED" });
      await assert.rejects(jobs.get({ name: `${name}2` }), { status: 404, message: "The CustomJob does not exist." });
      await assert.rejects(jobs.cancel({ name }), {
        status: 400,
        message: /JOB_STATE_SUCCEEDED and cannot be canceled/,
      });
      await assert.rejects(jobs.create({ parent, requestBody: {} }), { status: 400 });
    });

    itAnswersAsTheProtosSay(recorded);
  });
}
