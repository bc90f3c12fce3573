import assert from "node:assert/strict";
import type { OpenedJob } from "../../../src/testing/page/pageState";
import { JOB_KINDS } from "../../../src/testing/state/jobKinds";
import { JOB, useFake } from "../useFake";
import { NUMBERED, PLACE, usePage } from "./usePage";

describe("FakeVertexAi page", () => {
  const under = useFake({ timeToCancelMs: 5_000 });
  const { state, opened, press } = usePage(under);

  describe("job", () => {
    it("is opened as the API answers a get", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, pipelineSpec: { root: {} } });
      assert.deepEqual((await opened("a")).job, (await under.get(name)).json);
    });

    it("is opened without taking the next state of a script", async () => {
      under.fake.addPipelineJob({ ...JOB, states: ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_FAILED"] });
      for (let count = 0; count < 3; count += 1) assert.equal((await opened("a")).row.state, "RUNNING");
    });

    it("is opened although a schedule has launched it only since the last look", async () => {
      under.fake.addSchedule({ ...PLACE, scheduleId: "9" });
      under.clock.advance(3_600_000);
      assert.equal((await opened("schedule-9-run-1")).row.state, "RUNNING");
    });

    it("is a 404 when there is none", async () => {
      assert.deepEqual(await under.errorOf(press("cancel", "a")), {
        httpStatus: 404,
        code: 404,
        message: "The job does not exist.",
        status: "NOT_FOUND",
      });
    });
  });

  describe("button", () => {
    it("cancels a job as the API does, in the time that this takes", async () => {
      under.fake.addPipelineJob(JOB);
      const { status, json } = await press("cancel", "a");
      const { row } = json as unknown as OpenedJob;
      assert.deepEqual([status, row.state, row.actions], [200, "CANCELLING", ["finish", "fail"]]);
      under.clock.advance(5_000);
      assert.equal((await opened("a")).row.state, "CANCELLED");
    });

    for (const { collection, statePrefix } of JOB_KINDS) {
      it(`cancels, finishes, and fails ${collection}`, async () => {
        const states = [];
        for (const action of ["cancel", "finish", "fail"]) {
          const name = under.fake.addJob(collection, { ...PLACE, id: "1" });
          await press(action, "1", {}, collection);
          states.push(under.fake.job(name)?.state);
        }
        assert.deepEqual(
          states,
          ["CANCELLING", "SUCCEEDED", "FAILED"].map((word) => `${statePrefix}${word}`),
        );
      });
    }

    for (const [action, participle] of [
      ["cancel", "canceled"],
      ["finish", "finished"],
      ["fail", "failed"],
    ] as const) {
      it(`to ${action} a job says that the job has ended`, async () => {
        under.fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_EXPIRED" });
        const { httpStatus, message } = await under.errorOf(press(action, "a"));
        assert.equal(httpStatus, 400);
        assert.equal(
          message,
          `The PipelineJob "${NUMBERED}/pipelineJobs/a" is in state PIPELINE_STATE_EXPIRED and cannot be ${participle}.`,
        );
        assert.deepEqual((await opened("a")).row.actions, []);
      });

      it(`to ${action} a job works by POST only`, async () => {
        under.fake.addPipelineJob(JOB);
        for (const method of ["GET", "PUT", "DELETE"]) {
          const response = await fetch(`${under.fake.url}/_fake/${action}?name=${NUMBERED}/pipelineJobs/a`, { method });
          assert.deepEqual([response.status, response.headers.get("allow")], [405, "POST"]);
        }
        assert.equal((await opened("a")).row.state, "RUNNING");
      });
    }

    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
      { origin: "http://127.0.0.1:1" },
      { origin: "https://example.com", "sec-fetch-site": "cross-site" },
      { origin: "null" },
    ] as Record<string, string>[]) {
      it(`refuses another site, which says ${JSON.stringify(headers)}`, async () => {
        under.fake.addPipelineJob(JOB);
        const { status, text } = await press("fail", "a", headers);
        assert.equal(status, 403);
        assert.match(text, /Only the page of the fake may change its jobs\./);
        assert.equal((await opened("a")).row.state, "RUNNING");
      });
    }

    it("obeys its own page", async () => {
      under.fake.addPipelineJob(JOB);
      assert.equal((await press("fail", "a", { origin: under.fake.url, "sec-fetch-site": "same-origin" })).status, 200);
    });
  });

  it("is no request: it is not logged, and no fault, delay, or listener sees it", async () => {
    under.fake.addPipelineJob(JOB);
    under.fake.addFault({ fault: { status: 503 } });
    let seen = 0;
    under.fake.onRequest(() => {
      seen += 1;
    });
    await under.get("/");
    const statuses = [await press("cancel", "a"), await press("fail", "a", { "sec-fetch-site": "cross-site" })];
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [200, 403],
    );
    assert.deepEqual([seen, under.fake.requests, (await state()).requests.total], [0, [], 0]);
  });
});
