import assert from "node:assert/strict";
import { DrivenClock } from "../../../src/testing";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { LOCATIONS, type Locations } from "./discoveryClients";

const parent = "projects/p/locations/us-central1";
const HOUR_MS = 3_600_000;

for (const [version, locationsAt] of Object.entries(LOCATIONS)) {
  describe(`schedules of googleapis ${version}`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock });
    const { fake } = recorded;
    let schedules: Locations["schedules"];

    before(() => {
      ({ schedules } = locationsAt(recorded.port()));
    });

    const create = async (displayName: string) => {
      const { data } = await schedules.create({
        parent,
        requestBody: {
          displayName,
          cron: "0 * * * *",
          maxConcurrentRunCount: "1",
          createPipelineJobRequest: { parent, pipelineJob: { pipelineSpec: { schemaVersion: "2.1.0" } } },
        },
      });
      return data.name ?? "";
    };

    it("creates a schedule, whose jobs name it", async () => {
      const name = await create("hourly");
      clock.advance(HOUR_MS);
      const { data } = await schedules.get({ name });
      assert.equal(data.state, "ACTIVE");
      assert.equal(data.startedRunCount, "1");
      assert.equal(fake().pipelineJobs[0]?.scheduleName, name);
    });

    it("lists schedules by filter and by page", async () => {
      for (const displayName of ["a1", "a2", "b"]) await create(displayName);
      const query = { parent, filter: 'display_name:"a*"', orderBy: "create_time", pageSize: 1 };
      const { data: first } = await schedules.list(query);
      const { data: second } = await schedules.list({ ...query, pageToken: first.nextPageToken ?? "" });
      const listed = [first, second].map((page) => page.schedules?.map(({ displayName }) => displayName));
      assert.deepEqual(listed.flat(), ["a1", "a2"]);
      assert.equal(second.nextPageToken, undefined);
    });

    for (const [how, body] of Object.entries({ "no body": {}, "an empty object": { requestBody: {} } })) {
      it(`pauses and resumes a schedule with ${how}`, async () => {
        const name = await create("hourly");
        assert.deepEqual((await schedules.pause({ name, ...body })).data, {});
        assert.equal((await schedules.get({ name })).data.state, "PAUSED");
        assert.deepEqual((await schedules.resume({ name, ...body })).data, {});
        assert.equal((await schedules.get({ name })).data.state, "ACTIVE");
      });
    }

    it("updates only the fields that its mask names", async () => {
      const name = await create("hourly");
      const requestBody = { cron: "0 0 * * *", displayName: "not in the mask" };
      const { data } = await schedules.patch({ name, updateMask: "cron", requestBody });
      assert.deepEqual([data.cron, data.displayName], ["0 0 * * *", "hourly"]);
    });

    it("deletes a schedule", async () => {
      const name = await create("hourly");
      assert.equal((await schedules.delete({ name })).data.done, true);
      await assert.rejects(schedules.get({ name }), { status: 404 });
    });

    it("rejects with the status and the message of the service", async () => {
      const name = await create("hourly");
      await assert.rejects(schedules.resume({ name }), { status: 400, message: /is in state ACTIVE/ });
      await assert.rejects(schedules.patch({ name, requestBody: { cron: "0 0 * * *" } }), { status: 400 });
      await assert.rejects(schedules.create({ parent, requestBody: { displayName: "a" } }), {
        status: 400,
        message: /schedule\.cron/,
      });
    });

    itAnswersAsTheProtosSay(recorded);
  });
}
