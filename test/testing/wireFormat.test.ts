import assert from "node:assert/strict";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi wire format", () => {
  const under = useFake();

  describe("enum-encoding=int", () => {
    const ALT = "%24alt=json%3Benum-encoding%3Dint";

    it("answers the numbers of states, at every depth, and leaves free-form fields alone", async () => {
      const taskDetails = [{ state: "SKIPPED", pipelineTaskStatus: [{ state: "RUNNING" }] }];
      const seed = { ...JOB, jobDetail: { taskDetails }, pipelineSpec: { state: "PIPELINE_STATE_FAILED" } };
      const name = under.fake.addPipelineJob({ ...seed, labels: { state: "SKIPPED" } });
      const { json } = await under.get(`${name}?${ALT}`);
      assert.equal(json.state, 3);
      assert.deepEqual(json.jobDetail, { taskDetails: [{ state: 8, pipelineTaskStatus: [{ state: 2 }] }] });
      assert.deepEqual(json.pipelineSpec, { state: "PIPELINE_STATE_FAILED" });
      const listed = (await under.get(`${PARENT}/pipelineJobs?${ALT}`)).json.pipelineJobs as { state: number }[];
      assert.equal(listed[0]?.state, 3);
    });

    it("answers them inside a finished operation", async () => {
      const name = under.fake.addPipelineJob(JOB);
      const { json } = await under.post(`${PARENT}/pipelineJobs:batchCancel?${ALT}`, { names: [name] });
      assert.equal((json.response as { pipelineJobs: { state: number }[] }).pipelineJobs[0]?.state, 7);
    });

    it("leaves a state that the API lacks a name", async () => {
      const name = under.fake.addPipelineJob({ ...JOB, state: "PIPELINE_STATE_DREAMING" });
      assert.equal((await under.get(`${name}?${ALT}`)).json.state, "PIPELINE_STATE_DREAMING");
    });
  });

  describe("fields", () => {
    it("leaves out of an answer what it does not name, at every depth and in each entry of a list", async () => {
      const taskDetails = [{ taskId: "1", taskName: "train" }];
      const name = under.fake.addPipelineJob({ ...JOB, displayName: "d", jobDetail: { taskDetails } });
      const ofJob = (fields: string) => under.get(`${name}?fields=${fields}`);
      assert.deepEqual(Object.keys((await ofJob("name,state")).json).sort(), ["name", "state"]);
      const { json } = await ofJob("displayName,jobDetail.taskDetails/taskId,jobDetail.taskDetails.state");
      assert.deepEqual(json, { displayName: "d", jobDetail: { taskDetails: [{ taskId: "1" }] } });
      const listed = (await under.get(`${PARENT}/pipelineJobs?%24fields=pipelineJobs.displayName`)).json;
      assert.deepEqual(listed, { pipelineJobs: [{ displayName: "d" }] });
      assert.deepEqual((await ofJob("*")).json, (await under.get(name)).json);
    });
  });

  describe("requests", () => {
    const create = (body: unknown, path = PARENT) => under.post(`${path}/pipelineJobs?pipelineJobId=a`, body);

    it("may spell fields either way, enums as numbers, and say null for nothing", async () => {
      const { json } = await create({
        pipeline_spec: { pipeline_info: 1 },
        display_name: "d",
        network: null,
        runtimeConfig: { gcs_output_directory: "gs://b", failurePolicy: 2 },
      });
      assert.deepEqual(json.pipelineSpec, { pipeline_info: 1 });
      assert.equal(json.displayName, "d");
      assert.equal("network" in json, false);
      assert.deepEqual(json.runtimeConfig, {
        gcsOutputDirectory: "gs://b",
        failurePolicy: "PIPELINE_FAILURE_POLICY_FAIL_FAST",
      });
    });

    for (const [body, message] of [
      [{ colour: 1 }, `Invalid JSON payload received. Unknown name "colour" at 'pipeline_job': Cannot find field.`],
      [{ displayName: 5 }, "Invalid value at 'pipeline_job.display_name' (TYPE_STRING), 5"],
      [{ labels: { a: 1 } }, "Invalid value at 'pipeline_job.labels[a]' (TYPE_STRING), 1"],
      [{ reservedIpRanges: "x" }, `Invalid value at 'pipeline_job.reserved_ip_ranges' (list), "x"`],
      [{ runtimeConfig: [] }, "Invalid value at 'pipeline_job.runtime_config' (message), []"],
      [{ preflightValidations: "yes" }, `Invalid value at 'pipeline_job.preflight_validations' (TYPE_BOOL), "yes"`],
      [
        { runtimeConfig: { failurePolicy: "NEVER" } },
        `Invalid value at 'pipeline_job.runtime_config.failure_policy' (enum), "NEVER"`,
      ],
    ] as const) {
      it(`with ${JSON.stringify(body)} are refused`, async () => {
        const error = await under.errorOf(create(body));
        assert.equal(error.httpStatus, 400);
        assert.equal(error.message, message);
      });
    }

    it("that break several rules are told all of them", async () => {
      const body = { displayName: "x".repeat(129), labels: { UPPER: "case" }, runtimeConfig: {} };
      const { message } = await under.errorOf(create(body));
      for (const field of ["pipeline_spec", "runtime_config.gcs_output_directory", "display_name", "labels"]) {
        assert.match(String(message), new RegExp(`[1-4]\\.Field: pipeline_job\\.${field}; Message: `));
      }
    });

    it("and answers know the fields that only v1beta1 has", async () => {
      const body = { pipelineSpec: {}, originalPipelineJobId: 5 };
      assert.equal((await create(body)).status, 400);
      assert.equal((await create(body, `/v1beta1/${PARENT}`)).json.originalPipelineJobId, "5");
      const { status, json } = await under.get(`${PARENT}/pipelineJobs/a`);
      assert.deepEqual([status, "originalPipelineJobId" in json], [200, false]);
    });
  });
});
