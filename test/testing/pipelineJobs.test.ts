import assert from "node:assert/strict";
import { JOB, PARENT, useFake } from "./useFake";

const SPEC = { pipelineSpec: { root: {} }, displayName: "training" };

describe("FakeVertexAi pipelineJobs", () => {
  const under = useFake({ timeToCancelMs: 30_000 });

  describe("create", () => {
    it("answers a running job under the project's number, with what the service adds", async () => {
      const { status, json } = await under.post(`${PARENT}/pipelineJobs?pipelineJobId=a`, SPEC);
      assert.equal(status, 200);
      assert.deepEqual(json, {
        name: "projects/123456789012/locations/us-central1/pipelineJobs/a",
        displayName: "training",
        createTime: "2026-01-01T00:00:00.000Z",
        startTime: "2026-01-01T00:00:00.000Z",
        updateTime: "2026-01-01T00:00:00.000Z",
        pipelineSpec: { root: {} },
        serviceAccount: "123456789012-compute@developer.gserviceaccount.com",
        state: "PIPELINE_STATE_RUNNING",
        labels: { "vertex-ai-pipelines-run-billing-id": "1" },
      });
    });

    it("makes up an id when none is given", async () => {
      const { json } = await under.post(`${PARENT}/pipelineJobs`, SPEC);
      assert.match(String(json.name), /\/pipelineJobs\/[a-z0-9-]+$/);
    });

    it("ignores what only the service may set", async () => {
      const sent = { ...SPEC, state: "PIPELINE_STATE_FAILED", name: "x", createTime: "1999-01-01T00:00:00Z" };
      const { json } = await under.post(`${PARENT}/pipelineJobs?pipelineJobId=a`, sent);
      assert.equal(json.state, "PIPELINE_STATE_RUNNING");
      assert.equal(json.createTime, "2026-01-01T00:00:00.000Z");
    });

    it("refuses a second job of the same id", async () => {
      under.fake.addPipelineJob(JOB);
      const error = await under.errorOf(under.post(`${PARENT}/pipelineJobs?pipelineJobId=a`, SPEC));
      assert.equal(error.httpStatus, 409);
      assert.equal(error.status, "ALREADY_EXISTS");
    });

    it("refuses an id with characters that ids lack", async () => {
      const error = await under.errorOf(under.post(`${PARENT}/pipelineJobs?pipelineJobId=A_1`, SPEC));
      assert.equal(error.httpStatus, 400);
      assert.match(String(error.message), /^List of found errors:\t1\.Field: pipeline_job_id; Message: /);
    });

    it("refuses a job without a specification", async () => {
      const error = await under.errorOf(under.post(`${PARENT}/pipelineJobs?pipelineJobId=a`, { displayName: "x" }));
      assert.match(String(error.message), /Field: pipeline_job\.pipeline_spec; Message: Required field is not set\./);
    });
  });

  describe("get", () => {
    it("answers a job by project id and by project number", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, labels: { team: "blue" } });
      const byId = await under.get(name);
      const byNumber = await under.get(name.replace("projects/p/", "projects/123456789012/"));
      assert.equal(byId.json.name, "projects/123456789012/locations/us-central1/pipelineJobs/a");
      assert.deepEqual(byNumber.json, byId.json);
      assert.equal(byId.contentType, "application/json; charset=UTF-8");
    });

    it("gives each further project the next number", async () => {
      under.fake.addPipelineJob(JOB);
      const name = under.fake.addPipelineJob({ ...JOB, project: "q" });
      assert.equal((await under.get(name)).json.name, "projects/123456789013/locations/us-central1/pipelineJobs/a");
    });

    it("answers 404 for a job that does not exist", async () => {
      const { status, json } = await under.get(`${PARENT}/pipelineJobs/nobody`);
      assert.equal(status, 404);
      assert.deepEqual(json, { error: { code: 404, message: "The PipelineJob does not exist.", status: "NOT_FOUND" } });
    });

    it("answers 400 for a name that no job can have", async () => {
      const error = await under.errorOf(under.get(`${PARENT}/pipelineJobs/Not%20An%20Id`));
      assert.equal(error.httpStatus, 400);
      assert.equal(error.status, "INVALID_ARGUMENT");
      assert.equal(
        error.message,
        "List of found errors:\t1.Field: name; Message: Invalid PipelineJob resource name.\t",
      );
    });

    it("answers HTML for a region that does not exist", async () => {
      const { status, contentType } = await under.get("projects/p/locations/mars/pipelineJobs/a");
      assert.equal(status, 404);
      assert.equal(contentType, "text/html; charset=UTF-8");
    });

    it("answers v1beta1 like v1", async () => {
      const name = under.fake.addPipelineJob(JOB);
      assert.deepEqual((await under.get(`/v1beta1/${name}`)).json, (await under.get(name)).json);
    });
  });

  describe("cancel", () => {
    it("answers {} and takes the job through CANCELLING to CANCELLED", async () => {
      const name = under.fake.addPipelineJob(JOB);
      under.clock.advance(1_000);
      const { status, text } = await under.post(`${name}:cancel`);
      assert.equal(status, 200);
      assert.equal(text, "{}\n");
      assert.equal((await under.get(name)).json.state, "PIPELINE_STATE_CANCELLING");
      under.clock.advance(29_999);
      assert.equal((await under.get(name)).json.state, "PIPELINE_STATE_CANCELLING");
      under.clock.advance(1);
      const { json } = await under.get(name);
      assert.equal(json.state, "PIPELINE_STATE_CANCELLED");
      assert.equal(json.endTime, "2026-01-01T00:00:31.000Z");
      assert.equal(json.error, undefined);
    });

    it("accepts an empty body and {}, and no other field", async () => {
      const name = under.fake.addPipelineJob(JOB);
      assert.equal((await under.post(`${name}:cancel`, {})).status, 200);
      const error = await under.errorOf(under.post(`${name}:cancel`, { force: true }));
      assert.equal(error.httpStatus, 400);
      assert.match(String(error.message), /Unknown name "force"/);
    });

    it("leaves a job that is CANCELLING on its way", async () => {
      const name = under.fake.addPipelineJob(JOB);
      await under.post(`${name}:cancel`);
      under.clock.advance(20_000);
      assert.equal((await under.post(`${name}:cancel`)).text, "{}\n");
      under.clock.advance(10_000);
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLED");
    });

    for (const state of ["PIPELINE_STATE_SUCCEEDED", "PIPELINE_STATE_FAILED", "PIPELINE_STATE_CANCELLED"]) {
      it(`refuses a job that is ${state}`, async () => {
        const name = under.fake.addPipelineJob({ ...JOB, state });
        const error = await under.errorOf(under.post(`${name}:cancel`));
        assert.equal(error.httpStatus, 400);
        assert.equal(error.status, "FAILED_PRECONDITION");
        const numbered = "projects/123456789012/locations/us-central1/pipelineJobs/a";
        assert.equal(error.message, `The PipelineJob "${numbered}" is in state ${state} and cannot be canceled.`);
      });
    }

    for (const state of ["QUEUED", "PENDING", "PAUSED"]) {
      it(`accepts a job that is ${state}`, async () => {
        const name = under.fake.addPipelineJob({ ...JOB, state: `PIPELINE_STATE_${state}` });
        assert.equal((await under.post(`${name}:cancel`)).status, 200);
        under.clock.advance(30_000);
        const job = under.fake.pipelineJob(name);
        assert.equal(job?.state, "PIPELINE_STATE_CANCELLED");
        assert.equal(job?.startTime === undefined, state !== "PAUSED");
      });
    }

    it("lets a job win the race although its cancellation was accepted", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, timeToCancelMs: 5_000, winsRace: "PIPELINE_STATE_SUCCEEDED" });
      await under.post(`${name}:cancel`);
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLING");
      under.clock.advance(5_000);
      assert.equal(under.fake.pipelineJob(name)?.state, "PIPELINE_STATE_SUCCEEDED");
    });

    it("answers 404 for a job that does not exist", async () => {
      assert.equal((await under.errorOf(under.post(`${PARENT}/pipelineJobs/nobody:cancel`))).httpStatus, 404);
    });
  });

  describe("delete", () => {
    it("answers a finished operation and forgets the job", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_SUCCEEDED" });
      const { json } = await under.call("DELETE", name);
      assert.match(String(json.name), /^projects\/123456789012\/locations\/us-central1\/operations\/[0-9]+$/);
      assert.equal(json.done, true);
      assert.deepEqual(json.response, { "@type": "type.googleapis.com/google.protobuf.Empty" });
      assert.equal((await under.get(name)).status, 404);
    });

    it("refuses a job that has not ended", async () => {
      const name = under.fake.addPipelineJob(JOB);
      assert.equal((await under.errorOf(under.call("DELETE", name))).status, "FAILED_PRECONDITION");
      assert.equal((await under.get(name)).status, 200);
    });
  });
});
