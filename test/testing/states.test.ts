import assert from "node:assert/strict";
import { DrivenClock, FakeVertexAi } from "../../src/testing";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi states", () => {
  describe("a scripted job", () => {
    const under = useFake();
    const states = ["RUNNING", "CANCELLING", "CANCELLED"].map((word) => `PIPELINE_STATE_${word}`);

    it("answers the next state at each look and keeps the last", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, states });
      const seen = [];
      for (let look = 0; look < 4; look++) {
        seen.push((await under.get(name)).json.state);
      }
      assert.deepEqual(seen, [...states, "PIPELINE_STATE_CANCELLED"]);
    });

    it("takes a listing, however many pages, for one look", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, states });
      under.fake.addPipelineJob({ ...JOB, pipelineJobId: "b" });
      const { json } = await under.get(`${PARENT}/pipelineJobs?pageSize=1`);
      await under.get(`${PARENT}/pipelineJobs?pageSize=1&pageToken=${json.nextPageToken}`);
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_RUNNING");
      assert.equal((await under.get(name)).json.state, "PIPELINE_STATE_CANCELLING");
    });

    it("accepts cancellation without leaving its script", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, states: ["PIPELINE_STATE_RUNNING"] });
      assert.equal((await under.post(`${name}:cancel`)).status, 200);
      assert.equal((await under.get(name)).json.state, "PIPELINE_STATE_RUNNING");
    });
  });

  describe("a job that runs again", () => {
    const under = useFake({ timeToCancelMs: 1_000 });

    for (const seed of [{}, { states: ["PIPELINE_STATE_RUNNING"] }]) {
      it(`can be cancelled again, ${"states" in seed ? "its script forgotten" : "after it had ended"}`, async () => {
        const name = under.fake.addPipelineJob({ ...JOB, ...seed });
        await under.post(`${name}:cancel`);
        under.clock.advance(1_000);
        under.fake.setPipelineJobState(name, "PIPELINE_STATE_RUNNING");
        await under.post(`${name}:cancel`);
        assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLING");
        under.clock.advance(1_000);
        assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLED");
      });
    }
  });

  describe("a job created through the API", () => {
    const under = useFake({ pendingMs: 1_000, runMs: 5_000 });

    it("goes from PENDING to RUNNING to SUCCEEDED in its time", async () => {
      const { json } = await under.post(`${PARENT}/pipelineJobs?pipelineJobId=a`, { pipelineSpec: {} });
      assert.equal(json.state, "PIPELINE_STATE_PENDING");
      const name = `${PARENT}/pipelineJobs/a`;
      under.clock.advance(1_000);
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_RUNNING");
      under.clock.advance(5_000);
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_SUCCEEDED");
      assert.equal(under.fake.pipelineJob(name)?.endTime, "2026-01-01T00:00:06.000Z");
    });

    it("is cancelled although it would have succeeded later", async () => {
      await under.post(`${PARENT}/pipelineJobs?pipelineJobId=a`, { pipelineSpec: {} });
      await under.post(`${PARENT}/pipelineJobs/a:cancel`);
      under.clock.advance(60_000);
      assert.equal(under.fake.pipelineJob(`${PARENT}/pipelineJobs/a`)?.state, "PIPELINE_STATE_CANCELLED");
    });
  });

  describe("an added job", () => {
    const under = useFake();

    it("has the times that it is given", () => {
      const times = {
        createTime: "2025-12-01T10:00:00.000Z",
        startTime: "2025-12-01T10:01:00.000Z",
        endTime: "2025-12-01T11:00:00.000Z",
      };
      const name = under.fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_FAILED", ...times });
      const { createTime, startTime, endTime } = under.fake.pipelineJob(name) ?? {};
      assert.deepEqual({ createTime, startTime, endTime }, times);
    });

    it("has times at the very beginning of a clock", async () => {
      const fake = await FakeVertexAi.start({ clock: new DrivenClock(0) });
      const name = fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_FAILED" });
      const { startTime, endTime } = fake.pipelineJob(name) ?? {};
      assert.deepEqual([startTime, endTime], ["1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.000Z"]);
      await fake.stop();
    });

    it("is refused with a time that is not RFC 3339", () => {
      assert.throws(() => under.fake.addPipelineJob({ ...JOB, createTime: "yesterday" }), /Not an RFC 3339 time/);
    });

    it("shows its error only once it has failed", () => {
      const error = { code: 9, message: "boom" };
      const name = under.fake.addPipelineJob({ ...JOB, error });
      assert.equal(under.fake.pipelineJob(name)?.error, undefined);
      under.fake.setPipelineJobState(name, "PIPELINE_STATE_FAILED");
      assert.deepEqual(under.fake.pipelineJob(name)?.error, error);
    });

    it("can be in an unknown state", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_DREAMING" });
      assert.equal((await under.get(name)).json.state, "PIPELINE_STATE_DREAMING");
    });

    it("stays CANCELLING when cancelling takes no time, and ends in its own time otherwise", () => {
      const state = "PIPELINE_STATE_CANCELLING";
      const stuck = under.fake.addPipelineJob({ ...JOB, state });
      const moving = under.fake.addPipelineJob({ ...JOB, pipelineJobId: "b", state, timeToCancelMs: 1_000 });
      under.clock.advance(1_000);
      assert.equal(under.fake.pipelineJob(stuck)?.state, state);
      assert.equal(under.fake.pipelineJob(moving)?.state, "PIPELINE_STATE_CANCELLED");
    });
  });

  describe("options", () => {
    async function stateAfterCancel(options: object, afterMs: number): Promise<unknown> {
      const clock = new DrivenClock();
      const fake = await FakeVertexAi.start({ clock, ...options });
      try {
        const name = fake.addPipelineJob(JOB);
        await fetch(`${fake.endpoint}${name}:cancel`, { method: "POST" });
        clock.advance(afterMs);
        return fake.pipelineJob(name);
      } finally {
        await fake.stop();
      }
    }
    const stateOf = async (options: object, afterMs: number) =>
      ((await stateAfterCancel(options, afterMs)) as { state: string }).state;

    it("cancelLagMs keeps the old state visible after an accepted cancellation", async () => {
      const options = { cancelLagMs: 1_000, timeToCancelMs: 1_000 };
      assert.equal(await stateOf(options, 999), "PIPELINE_STATE_RUNNING");
      assert.equal(await stateOf(options, 1_000), "PIPELINE_STATE_CANCELLING");
      assert.equal(await stateOf(options, 2_000), "PIPELINE_STATE_CANCELLED");
    });

    it("timeToCancelMs may be a range, a list, or forever", async () => {
      assert.equal(await stateOf({ timeToCancelMs: { minMs: 10, maxMs: 20 } }, 9), "PIPELINE_STATE_CANCELLING");
      assert.equal(await stateOf({ timeToCancelMs: { minMs: 10, maxMs: 20 } }, 20), "PIPELINE_STATE_CANCELLED");
      assert.equal(await stateOf({ timeToCancelMs: [5, 50] }, 5), "PIPELINE_STATE_CANCELLED");
      assert.equal(await stateOf({ timeToCancelMs: Number.POSITIVE_INFINITY }, 1e12), "PIPELINE_STATE_CANCELLING");
    });

    it("errorOnCancelled gives cancelled jobs the error that the documentation promises", async () => {
      const job = await stateAfterCancel({ errorOnCancelled: true }, 0);
      assert.deepEqual((job as { error: unknown }).error, { code: 1, message: "CANCELED" });
    });
  });
});
