import assert from "node:assert/strict";
import { Deadline } from "../../../src/vertex/http/deadline";
import { parseJobName } from "../../../src/vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { findActiveChildJobs, stopChildJobs, stopChildJobsOf } from "../../../src/vertex/stopping/childJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

describe("child jobs", () => {
  const fake = withFake();
  const deadline = () => new Deadline(600_000);

  const child = (customJobId: string, state = "JOB_STATE_RUNNING", timeToCancelMs = 0) =>
    fake().addCustomJob({ ...PLACE, customJobId, state, timeToCancelMs, staysBehind: true });

  /** A cancelled pipeline job with a task for each of these custom jobs. */
  function pipelineWith(tasks: { state: string; executorDetail: object }[]) {
    const name = fake().addPipelineJob({
      ...PLACE,
      state: "PIPELINE_STATE_CANCELLED",
      jobDetail: { taskDetails: tasks },
    });
    return parseJobName(PIPELINE_JOBS, name) ?? assert.fail(name);
  }

  it("include the custom jobs of unsuccessful tasks that still run", async () => {
    const job = pipelineWith([
      { state: "CANCELLED", executorDetail: { customJobDetail: { job: child("1") } } },
      { state: "CANCELLED", executorDetail: { containerDetail: { mainJob: child("2") } } },
      { state: "CANCELLED", executorDetail: { customJobDetail: { job: child("3", "JOB_STATE_CANCELLED") } } },
      { state: "SUCCEEDED", executorDetail: { customJobDetail: { job: child("4") } } },
      {
        state: "CANCELLED",
        executorDetail: { customJobDetail: { job: "projects/p/locations/us-central1/customJobs/5" } },
      },
    ]);
    fake().clearRequests();
    const active = await findActiveChildJobs(vertexAiAt(fake().endpoint), PIPELINE_JOBS, job, deadline());
    assert.deepEqual(
      active.map((name) => name.split("/").at(-1)),
      ["1", "2"],
    );
    assert.equal(fake().requestsOf("customJobs.get").length, 4);
  });

  it("does not read the pipelines if no custom job runs in the region, and asks once for all that ask together", async () => {
    const names = ["1", "2", "3"].map((id) =>
      pipelineWith([
        { state: "CANCELLED", executorDetail: { customJobDetail: { job: child(id, "JOB_STATE_FAILED") } } },
      ]),
    );
    fake().clearRequests();
    const vertexAi = vertexAiAt(fake().endpoint);
    const active = await Promise.all(
      names.map((name) => findActiveChildJobs(vertexAi, PIPELINE_JOBS, name, deadline())),
    );
    assert.deepEqual(active, [[], [], []]);
    assert.deepEqual(calls(fake()), ["customJobs.list"]);
  });

  for (const status of [403, 400, 503]) {
    it(`reads the pipeline if custom jobs can't be listed: ${status}`, async () => {
      const name = pipelineWith([{ state: "CANCELLED", executorDetail: { customJobDetail: { job: child("1") } } }]);
      fake().addFault({ apiMethod: "customJobs.list", fault: { status } });
      const active = await findActiveChildJobs(vertexAiAt(fake().endpoint), PIPELINE_JOBS, name, deadline());
      assert.equal(active.length, 1);
    });
  }

  it("are looked for by few listings, although many jobs have ended", async () => {
    const jobs = Array.from({ length: 100 }, () => ({ ...pipelineWith([]), kind: PIPELINE_JOBS }));
    fake().clearRequests();
    await inVirtualTime(() => stopChildJobsOf(vertexAiAt(fake().endpoint), jobs, deadline()));
    assert.deepEqual(calls(fake()), Array(4).fill("customJobs.list"));
  });

  it("are stopped, of whichever of several jobs they are", async () => {
    const children = ["1", "2"].map((id) => child(id));
    const jobs = children.map((job) => ({
      ...pipelineWith([{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }]),
      kind: PIPELINE_JOBS,
    }));
    const states = await inVirtualTime(async () => {
      await stopChildJobsOf(vertexAiAt(fake().endpoint), jobs, deadline());
      return children.map((name) => fake().customJob(name)?.state);
    });
    assert.deepEqual(states, ["JOB_STATE_CANCELLED", "JOB_STATE_CANCELLED"]);
  });

  it("stops them side by side", async () => {
    const names = [child("1", "JOB_STATE_RUNNING", 10_000), child("2", "JOB_STATE_RUNNING", 10_000)];
    const states = await inVirtualTime(async () => {
      await stopChildJobs(vertexAiAt(fake().endpoint), names, deadline());
      return names.map((name) => fake().customJob(name)?.state);
    });
    assert.deepEqual(states, ["JOB_STATE_CANCELLED", "JOB_STATE_CANCELLED"]);
    const [first, second] = fake()
      .requestsOf("customJobs.cancel")
      .map(({ time }) => time);
    assert.ok(Number(second) - Number(first) < 1_000, "both are asked before either is waited for");
  });
});
