import assert from "node:assert/strict";
import { JOB, PARENT, useFake } from "./useFake";

const CUSTOM_JOB = { project: "p", region: "us-central1", customJobId: "7" } as const;

describe("FakeVertexAi customJobs", () => {
  const under = useFake({ timeToCancelMs: 3_000 });

  it("creates, gets and lists jobs under ids of the service's own", async () => {
    const sent = { displayName: "train", jobSpec: { workerPoolSpecs: [] } };
    const { json } = await under.post(`${PARENT}/customJobs`, sent);
    assert.match(String(json.name), /^projects\/123456789012\/locations\/us-central1\/customJobs\/[0-9]+$/);
    assert.equal(json.state, "JOB_STATE_RUNNING");
    assert.deepEqual((await under.get(String(json.name))).json, json);
    assert.deepEqual(await under.list({}, "customJobs"), [String(json.name).split("/").at(-1)]);
  });

  it("refuses a job that lacks a required field", async () => {
    const error = await under.errorOf(under.post(`${PARENT}/customJobs`, { displayName: "train" }));
    assert.match(String(error.message), /Field: custom_job\.job_spec; Message: Required field is not set\./);
  });

  it("cancels", async () => {
    const name = under.fake.addCustomJob(CUSTOM_JOB);
    assert.equal((await under.post(`${name}:cancel`, {})).text, "{}\n");
    assert.equal(under.fake.customJob(name)?.state, "JOB_STATE_CANCELLING");
    under.clock.advance(3_000);
    assert.equal((await under.get(name)).json.state, "JOB_STATE_CANCELLED");
    assert.match(String((await under.errorOf(under.post(`${name}:cancel`))).message), /^The CustomJob ".*cannot be/);
  });

  it("answers 404 in its own words", async () => {
    const error = await under.errorOf(under.get(`${PARENT}/customJobs/8`));
    assert.equal(error.message, "The CustomJob does not exist.");
  });

  describe("children of a pipeline job", () => {
    const name = `${PARENT}/customJobs/7`;
    for (const executorDetail of [{ customJobDetail: { job: name } }, { containerDetail: { mainJob: name } }]) {
      it(`stop with it when named in ${Object.keys(executorDetail)[0]}`, async () => {
        under.fake.addCustomJob(CUSTOM_JOB);
        const pipeline = under.fake.addPipelineJob({
          ...JOB,
          jobDetail: { taskDetails: [{ state: "RUNNING", executorDetail }] },
        });
        await under.post(`${pipeline}:cancel`);
        assert.equal(under.fake.customJob(name)?.state, "JOB_STATE_CANCELLING");
        under.clock.advance(3_000);
        assert.equal((await under.get(name)).json.state, "JOB_STATE_CANCELLED");
        const { jobDetail } = (await under.get(pipeline)).json as { jobDetail: { taskDetails: { state: string }[] } };
        assert.equal(jobDetail.taskDetails[0]?.state, "CANCELLED");
      });
    }

    it("stay behind when told to, until they are cancelled themselves", async () => {
      under.fake.addCustomJob({ ...CUSTOM_JOB, staysBehind: true });
      const jobDetail = { taskDetails: [{ executorDetail: { customJobDetail: { job: name } } }] };
      const pipeline = under.fake.addPipelineJob({ ...JOB, jobDetail });
      await under.post(`${pipeline}:cancel`);
      under.clock.advance(3_000);
      assert.equal(under.fake.customJob(name)?.state, "JOB_STATE_RUNNING");
      await under.post(`${name}:cancel`);
      under.clock.advance(3_000);
      assert.equal(under.fake.customJob(name)?.state, "JOB_STATE_CANCELLED");
    });
  });
});
