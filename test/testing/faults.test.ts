import assert from "node:assert/strict";
import { JOB, useFake } from "./useFake";

describe("FakeVertexAi faults", () => {
  const under = useFake();

  it("answer a status in Google's envelope, with headers", async () => {
    const name = under.fake.addPipelineJob(JOB);
    under.fake.addFault({ fault: { status: 503, retryAfterSeconds: 7, headers: { "x-why": "test" } } });
    const response = await fetch(`${under.fake.endpoint}${name}`);
    assert.equal(response.status, 503);
    assert.equal(response.headers.get("retry-after"), "7");
    assert.equal(response.headers.get("x-why"), "test");
    assert.deepEqual(await response.json(), {
      error: { code: 503, message: "The service is currently unavailable.", status: "UNAVAILABLE" },
    });
  });

  it("name the permission that is missing", async () => {
    const name = under.fake.addPipelineJob(JOB);
    under.fake.addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 403 } });
    const error = await under.errorOf(under.post(`${name}:cancel`));
    assert.equal(
      error.message,
      `Permission 'aiplatform.pipelineJobs.cancel' denied on resource '//aiplatform.googleapis.com/${name}' (or it may not exist).`,
    );
    assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_RUNNING");
  });

  it("apply only to the requests that their rule describes", async () => {
    const name = under.fake.addPipelineJob(JOB);
    const other = under.fake.addPipelineJob({ ...JOB, pipelineJobId: "b" });
    under.fake.addFault({ method: "GET", path: /Jobs\/b$/, fault: { status: 500 } });
    assert.equal((await under.get(name)).status, 200);
    assert.equal((await under.get(other)).status, 500);
    assert.equal((await under.post(`${other}:cancel`)).status, 200);
  });

  it("apply as often as told, after as many requests as told, until they are lifted", async () => {
    const name = under.fake.addPipelineJob(JOB);
    const lift = under.fake.addFault({ after: 1, times: 2, fault: { status: 500 } });
    const statuses = [];
    for (let count = 0; count < 4; count++) {
      statuses.push((await under.get(name)).status);
    }
    assert.deepEqual(statuses, [200, 500, 500, 200]);
    lift();
    const liftAll = under.fake.addFault({ fault: { status: 500 } });
    liftAll();
    assert.equal((await under.get(name)).status, 200);
  });

  for (const [reset, state] of [
    ["before", "PIPELINE_STATE_RUNNING"],
    ["after", "PIPELINE_STATE_CANCELLED"],
  ] as const) {
    it(`drop the connection ${reset} the request takes effect`, async () => {
      const name = under.fake.addPipelineJob(JOB);
      under.fake.addFault({ apiMethod: "pipelineJobs.cancel", fault: { reset } });
      await assert.rejects(under.post(`${name}:cancel`));
      assert.equal(under.fake.pipelineJob(name)?.state, state);
      assert.equal(under.fake.requests[0]?.status, 0);
    });
  }

  it("let a request take effect and still answer an error", async () => {
    const name = under.fake.addPipelineJob(JOB);
    under.fake.addFault({ fault: { status: 504, effect: true } });
    assert.equal((await under.post(`${name}:cancel`)).status, 504);
    assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("never answer", async () => {
    const name = under.fake.addPipelineJob(JOB);
    under.fake.addFault({ fault: { stall: true } });
    const abort = new AbortController();
    const waiting = assert.rejects(fetch(`${under.fake.endpoint}${name}`, { signal: abort.signal }), {
      name: "AbortError",
    });
    while (under.fake.requests.length === 0) {
      await new Promise(setImmediate);
    }
    abort.abort();
    await waiting;
    assert.equal(under.fake.requests[0]?.status, 0);
  });

  it("answer a page of HTML with status 200", async () => {
    under.fake.addFault({ fault: { body: "<html>proxy</html>" } });
    const { status, contentType, text } = await under.get("anything");
    assert.deepEqual([status, contentType, text], [200, "text/html; charset=UTF-8", "<html>proxy</html>"]);
  });

  it("break an answer off in the middle", async () => {
    const name = under.fake.addPipelineJob(JOB);
    under.fake.addFault({ fault: { truncate: true } });
    const response = await fetch(`${under.fake.endpoint}${name}`);
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  });
});
