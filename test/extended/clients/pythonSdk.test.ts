import assert from "node:assert/strict";
import { join } from "node:path";
import { DrivenClock, FakeVertexAi } from "../../../src/testing";
import { answerMisfits } from "../../clients/recordedFake";
import { RecordingProxy } from "../../clients/recordingProxy";
import { repository } from "../../support/repository";
import { startBucketServer } from "./bucketServer";
import { pythonWithVertexSdk, runPython } from "./vertexSdk";

const numbered = "projects/123456789012/locations/us-central1";

describe("the Python SDK google-cloud-aiplatform over REST", function () {
  this.timeout(300_000);
  const proxy = new RecordingProxy();
  let fake: FakeVertexAi;
  let seen: Record<string, Record<string, unknown>>;

  before(async () => {
    await pythonWithVertexSdk();
    // A hundred times as fast as the machine's, so that schedules tick while the program waits.
    const clock = new DrivenClock();
    const ticks = setInterval(() => clock.advance(1_000), 10);
    fake = await FakeVertexAi.start({ clock, timeToCancelMs: 120_000, errorOnCancelled: true });
    for (const [pipelineJobId, seed] of Object.entries({
      succeeding: { states: ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_SUCCEEDED"] },
      failing: { state: "PIPELINE_STATE_FAILED", error: { code: 9, message: "The DAG failed." } },
    })) {
      fake.addPipelineJob({ project: "p", region: "us-central1", pipelineJobId, ...seed });
    }
    proxy.target = fake.url;
    await proxy.start();
    const { url, server } = await startBucketServer();
    try {
      const args = [`http://127.0.0.1:${proxy.port}`, join(repository, "test", "fixtures", "pipeline.json")];
      seen = (await runPython("python_sdk.py", args, { STORAGE_EMULATOR_HOST: url })) as typeof seen;
    } finally {
      clearInterval(ticks);
      server.close();
    }
  });

  after(async () => {
    proxy.stop();
    await fake.stop();
  });

  it("submits a compiled pipeline and gets the job", () => {
    const { missing, labels, ...job } = seen.submit_and_get ?? {};
    assert.deepEqual(job, {
      resource_name: `${numbered}/pipelineJobs/submitted`,
      state: "PIPELINE_STATE_RUNNING",
      parameters: { rows: 10 },
      failure_policy: "PIPELINE_FAILURE_POLICY_FAIL_FAST",
      tasks: [
        ["prepare", "RUNNING"],
        ["submitted", "RUNNING"],
        ["train", "RUNNING"],
      ],
      schema_version: "2.1.0",
    });
    assert.deepEqual(Object.keys(labels as object).sort(), ["team", "vertex-ai-pipelines-run-billing-id"]);
    assertError(missing, "NotFound", /The PipelineJob does not exist\./);
  });

  it("lists jobs by filter and in the simple view", () => {
    const { malformed, ...listed } = seen.list_jobs ?? {};
    assert.deepEqual(listed, {
      prod: ["listed-1", "listed-2"],
      newest_first: ["listed-3", "listed-2", "listed-1"],
      simple_view: { state: "PIPELINE_STATE_RUNNING", name: "nightly-training" },
    });
    assertError(malformed, "BadRequest", /filter/);
  });

  it("cancels a job and waits until it has stopped", () => {
    const { again, ...states } = seen.cancel ?? {};
    assert.deepEqual(states, { at_once: "PIPELINE_STATE_CANCELLING", after_wait: "PIPELINE_STATE_CANCELLED" });
    assertError(again, "BadRequest", /PIPELINE_STATE_CANCELLED and cannot be canceled/);
  });

  it("waits for jobs that end by themselves and reports why one failed", () => {
    const { succeeded, failure } = seen.wait ?? {};
    assert.equal(succeeded, "PIPELINE_STATE_SUCCEEDED");
    assertError(failure, "RuntimeError", /The DAG failed\./);
  });

  it("cancels a batch and waits for its operation", () => {
    assert.deepEqual(seen.batch_cancel, {
      done_at_once: false,
      states: ["PIPELINE_STATE_CANCELLED", "PIPELINE_STATE_CANCELLED", "PIPELINE_STATE_CANCELLED"],
      metadata: "BatchCancelPipelineJobsOperationMetadata",
    });
  });

  it("deletes jobs one by one and in a batch", () => {
    const { while_running, ...deleted } = seen.delete ?? {};
    assert.deepEqual(deleted, { batch: 2, left: [] });
    assertError(while_running, "BadRequest", /PIPELINE_STATE_RUNNING and cannot be deleted/);
  });

  it("creates, lists, pauses, resumes, updates, and deletes a schedule and finds its jobs", () => {
    const { after_delete, ...schedule } = seen.schedule ?? {};
    assert.deepEqual(schedule, {
      states: ["ACTIVE", "PAUSED", "ACTIVE"],
      launched_by_it: true,
      listed: ["every minute"],
      updated: ["0 0 * * *", 5_000],
    });
    assertError(after_delete, "NotFound", /The Schedule does not exist\./);
  });

  it("lists and cancels the custom jobs of a pipeline", () => {
    assert.deepEqual(seen.custom_jobs, { display_name: "train", state: "JOB_STATE_CANCELLED" });
  });

  for (const kind of ["CustomJob", "HyperparameterTuningJob", "BatchPredictionJob"]) {
    it(`submits, gets, lists, cancels, and deletes a ${kind}`, () => {
      const { after_delete, failure, ...life } = (seen.other_kinds?.[kind] ?? {}) as Record<string, unknown>;
      const hasTrials = kind === "HyperparameterTuningJob";
      assert.deepEqual(life, {
        states: ["JOB_STATE_RUNNING", "JOB_STATE_CANCELLING", "JOB_STATE_CANCELLED"],
        listed: true,
        error: "CANCELED",
        trials: hasTrials ? ["INFEASIBLE"] : [],
      });
      if (hasTrials) assertError(failure, "RuntimeError", /CANCELED/);
      assertError(after_delete, "NotFound", new RegExp(`The ${kind} does not exist`));
    });
  }

  it("receives only fields that the protos of the API define", () => {
    assert.ok(proxy.exchanges.length > 50);
    assert.deepEqual(proxy.exchanges.flatMap(answerMisfits), []);
  });
});

/** What the program says of an exception. Over REST, the SDK names it after the HTTP status. */
function assertError(seen: unknown, type: string, message: RegExp): void {
  const error = seen as { type: string; message: string } | null;
  assert.equal(error?.type, type);
  assert.match(error.message, message);
}
