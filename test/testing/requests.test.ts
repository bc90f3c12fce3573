import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { FakeVertexAi } from "../../src/testing";
import { type OpenRequest, remember } from "../../src/testing/http/requestLog";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi requests", () => {
  describe("the log", () => {
    const under = useFake();

    it("tells what was asked and what was answered", async () => {
      const name = under.fake.addPipelineJob(JOB);
      await under.post(`${name}:cancel?%24alt=json`, {});
      assert.equal(under.fake.requests.length, 1);
      const { headers: _, ...entry } = under.fake.requests[0] ?? {};
      assert.deepEqual(entry, {
        time: under.clock.now(),
        method: "POST",
        path: `/v1/${name}:cancel`,
        query: { $alt: "json" },
        body: {},
        status: 200,
        region: "us-central1",
        apiMethod: "pipelineJobs.cancel",
      });
    });

    it("shows which fault a request got", async () => {
      const name = under.fake.addPipelineJob(JOB);
      under.fake.addFault({ times: 1, fault: { status: 503 } });
      await under.get(name);
      await under.get(name);
      assert.deepEqual(
        under.fake.requests.map(({ fault }) => fault),
        [{ status: 503 }, undefined],
      );
    });

    it("shows each request to a listener before it takes effect", async () => {
      const name = under.fake.addPipelineJob(JOB);
      const seen: unknown[] = [];
      const end = under.fake.onRequest(({ apiMethod }) => {
        seen.push([apiMethod, under.fake.pipelineJob(name)?.state]);
        under.fake.setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
      });
      const refused = await under.post(`${name}:cancel`);
      end();
      await under.get(name);
      assert.deepEqual(seen, [["pipelineJobs.cancel", "PIPELINE_STATE_RUNNING"]]);
      assert.equal(refused.status, 400);
    });

    it("can be asked for one method and be emptied", async () => {
      const name = under.fake.addPipelineJob(JOB);
      await under.get(name);
      await under.get(`${PARENT}/pipelineJobs`);
      assert.equal(under.fake.requestsOf("pipelineJobs.get").length, 1);
      under.fake.clearRequests();
      assert.deepEqual(under.fake.requests, []);
    });

    it("drops the oldest entries when there are many", () => {
      const log: OpenRequest[] = [];
      const entry = { time: 0, method: "GET", path: "/", query: {}, body: undefined, status: 200, headers: {} };
      for (let time = 1; time <= 11; time++) {
        remember(log, { ...entry, time, region: "", apiMethod: undefined }, 10);
      }
      assert.deepEqual([log.length, log[0]?.time], [10, 2]);
    });

    it("never holds credentials", async () => {
      const secret = "ya29.secret";
      await under.call("GET", `${PARENT}/pipelineJobs?access_token=${secret}&key=${secret}`, undefined, {
        authorization: `Bearer ${secret}`,
        "x-goog-api-key": secret,
        "x-goog-user-project": "billing",
      });
      assert.equal(JSON.stringify(under.fake.requests).includes(secret), false);
      assert.equal(under.fake.requests[0]?.headers["x-goog-user-project"], "billing");
    });
  });

  describe("bodies", () => {
    const under = useFake();

    it("may be compressed", async () => {
      const body = gzipSync(JSON.stringify({ pipelineSpec: {}, displayName: "zipped" }));
      const reply = await under.call("POST", `${PARENT}/pipelineJobs`, body, { "content-encoding": "gzip" });
      assert.equal(reply.json.displayName, "zipped");
    });

    it("that cannot be understood get Google's envelope", async () => {
      const name = under.fake.addPipelineJob(JOB);
      for (const [body, headers] of [
        ["{", {}],
        ["[]", {}],
        ["{}", { "content-encoding": "gzip" }],
        ["{}", { "content-encoding": "rot13" }],
      ] as const) {
        const error = await under.errorOf(under.call("POST", `${name}:cancel`, body, headers));
        assert.equal(error.status, "INVALID_ARGUMENT");
      }
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_RUNNING");
    });
  });

  describe("unknown URLs", () => {
    const under = useFake();

    for (const path of ["/v2/projects/p", `/v1/${PARENT}/pipelineJobs/a:explode`, `/v1/${PARENT}/pipelineJobs/`]) {
      it(`get the front end's HTML: ${path}`, async () => {
        const { status, contentType, text } = await under.get(path);
        assert.equal(status, 404);
        assert.equal(contentType, "text/html; charset=UTF-8");
        assert.match(text, /was not found on this server/);
      });
    }

    it("that cannot be decoded get a 400", async () => {
      assert.equal((await under.get(`${PARENT}/pipelineJobs/%ff`)).status, 400);
    });
  });

  describe("requireAuthorization", () => {
    const under = useFake({ requireAuthorization: "good" });

    it("answers 401 without a token or with another one", async () => {
      assert.equal((await under.errorOf(under.get(`${PARENT}/pipelineJobs`))).status, "UNAUTHENTICATED");
      const bad = under.call("GET", `${PARENT}/pipelineJobs`, undefined, { authorization: "Bearer bad" });
      assert.match(String((await under.errorOf(bad)).message), /^Request had invalid authentication credentials\./);
    });

    it("lets the token through", async () => {
      const good = under.call("GET", `${PARENT}/pipelineJobs`, undefined, { authorization: "Bearer good" });
      assert.equal((await good).status, 200);
    });
  });

  describe("region", () => {
    const under = useFake({ region: "us-central1" });

    it("refuses the regions of other endpoints", async () => {
      assert.equal((await under.get(`${PARENT}/pipelineJobs`)).status, 200);
      const error = await under.errorOf(under.get("projects/p/locations/europe-west4/pipelineJobs"));
      assert.equal(
        error.message,
        "The provided location ID doesn't match the endpoint. The valid location ID is `us-central1`.",
      );
    });
  });

  describe("latencyMs", () => {
    const under = useFake({ latencyMs: 250 });

    it("keeps a request waiting on the fake's clock", async () => {
      let isAnswered = false;
      const reply = under.get(`${PARENT}/pipelineJobs`).then(() => {
        isAnswered = true;
      });
      while (under.fake.requests.length === 0) {
        await new Promise(setImmediate);
      }
      under.clock.advance(249);
      await new Promise(setImmediate);
      assert.equal(isAnswered, false);
      under.clock.advance(1);
      await reply;
    });
  });

  describe("lifecycle", () => {
    it("serves on loopback and stops twice without harm", async () => {
      const fake = await FakeVertexAi.start();
      assert.match(fake.url, /^http:\/\/127\.0\.0\.1:[0-9]+$/);
      assert.equal(fake.endpoint, `${fake.url}/v1/`);
      await fake.stop();
      await fake.stop();
      await assert.rejects(fetch(fake.url));
    });

    it("reports a port that is taken", async () => {
      const fake = await FakeVertexAi.start();
      await assert.rejects(FakeVertexAi.start({ port: Number(new URL(fake.url).port) }), /EADDRINUSE/);
      await fake.stop();
    });

    it("refuses a project number that is not a number", async () => {
      await assert.rejects(FakeVertexAi.start({ projectNumber: "my-project" }), RangeError);
    });

    for (const timeToCancelMs of [-1, Number.NaN, [], [5, -5], { minMs: 2, maxMs: 1 }]) {
      it(`refuses ${JSON.stringify(timeToCancelMs)} as a length of time`, async () => {
        await assert.rejects(FakeVertexAi.start({ timeToCancelMs }), /timeToCancelMs is not a length of time/);
      });
    }

    it("drops the connections that are waiting", async () => {
      const fake = await FakeVertexAi.start();
      fake.addFault({ fault: { stall: true } });
      const waiting = assert.rejects(fetch(fake.endpoint));
      while (fake.requests.length === 0) {
        await new Promise(setImmediate);
      }
      await fake.stop();
      await waiting;
    });
  });
});
