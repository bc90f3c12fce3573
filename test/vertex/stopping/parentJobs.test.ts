import assert from "node:assert/strict";
import type { FakeVertexAi } from "../../../src/testing";
import { kindsNamed } from "../../../src/vertex/kinds/kindNames";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { selectionsOf } from "../../../src/vertex/selection/listSelected";
import { PLACE } from "../../support/withFake";
import { withSweeper } from "../../support/withSweeper";

const ALL = { allJobs: true };
const EARLIER = "2026-01-01T00:00:00Z";
const LATER = "2026-01-02T00:00:00Z";

describe("a sweep of jobs and of jobs that they have started", () => {
  const { fake, sweep } = withSweeper();
  const both = () => selectionsOf(ALL, undefined, { kinds: [PIPELINE_JOBS, CUSTOM_JOBS], nowMs: Date.now() });

  const addCustomJob = (customJobId: string, seed: Partial<Parameters<FakeVertexAi["addCustomJob"]>[0]> = {}) =>
    fake().addCustomJob({ ...PLACE, customJobId, createTime: LATER, ...seed });

  /** A pipeline job whose tasks have started these custom jobs. */
  function addPipelineJob(pipelineJobId: string, customJobs: readonly string[], timeToCancelMs = 4_000) {
    const taskDetails = customJobs.map((job) => ({ state: "RUNNING", executorDetail: { customJobDetail: { job } } }));
    const createTime = EARLIER;
    return fake().addPipelineJob({ ...PLACE, pipelineJobId, createTime, jobDetail: { taskDetails }, timeToCancelMs });
  }

  const cancelledCustomJobs = () =>
    fake()
      .requestsOf("customJobs.cancel")
      .map(({ path }) => path.replace(/^.*customJobs\/(.*):cancel$/, "$1"));

  it("leaves a custom job to its pipeline, and records both as cancelled", async () => {
    addPipelineJob("a", [addCustomJob("1")]);
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 2 });
    assert.deepEqual(cancelledCustomJobs(), []);
  });

  it("cancels a custom job that its pipeline leaves behind, once the pipeline has stopped", async () => {
    const pipelineJob = addPipelineJob("a", [addCustomJob("1", { staysBehind: true })]);
    let stateOfPipeline: unknown;
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "customJobs.cancel") stateOfPipeline = fake().pipelineJob(pipelineJob)?.state;
    });
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 2 });
    assert.deepEqual(cancelledCustomJobs(), ["1"]);
    assert.equal(stateOfPipeline, "PIPELINE_STATE_CANCELLED");
  });

  it("cancels a custom job of a pipeline that hangs after a minute", async () => {
    addPipelineJob("a", [addCustomJob("1", { staysBehind: true })], 600_000);
    const { outcomes } = await sweep(ALL, { selections: both(), timeoutMs: 120_000 });
    assert.deepEqual(outcomes, { CANCELLED: 1, undefined: 1 });
    assert.deepEqual(cancelledCustomJobs(), ["1"]);
  });

  it("cancels custom jobs at once that no pipeline has started", async () => {
    const own = addCustomJob("1");
    addCustomJob("2");
    addPipelineJob("a", [own], 30_000);
    let stateOfPipeline: unknown;
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "customJobs.cancel") stateOfPipeline = fake().pipelineJobs[0]?.state;
    });
    await sweep(ALL, { selections: both() });
    assert.deepEqual(cancelledCustomJobs(), ["2"]);
    assert.notEqual(stateOfPipeline, "PIPELINE_STATE_CANCELLED");
  });

  it("does not read a pipeline that is younger than every custom job", async () => {
    addCustomJob("1", { createTime: "2025-01-01T00:00:00Z" });
    addPipelineJob("a", []);
    await sweep(ALL, { selections: both() });
    assert.deepEqual(cancelledCustomJobs(), ["1"]);
    const looks = fake().requestsOf("pipelineJobs.get");
    assert.ok(
      looks.every(({ query }) => query.fields !== undefined),
      "no look asks for the tasks",
    );
  });

  it("reads no more pipelines than there are custom jobs, and lets these wait for all of them", async () => {
    const child = addCustomJob("1", { staysBehind: true });
    addPipelineJob("a", [child]);
    for (const id of ["b", "c", "d"]) addPipelineJob(id, []);
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 5 });
    assert.ok(
      fake()
        .requestsOf("pipelineJobs.get")
        .every(({ query }) => query.fields !== undefined),
    );
    assert.deepEqual(cancelledCustomJobs(), ["1"]);
  });

  it("reads no more than ten pipelines", async () => {
    for (let index = 0; index < 11; index += 1) addPipelineJob(`job-${index}`, [addCustomJob(`${index}`)]);
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 22 });
    assert.ok(
      fake()
        .requestsOf("pipelineJobs.get")
        .every(({ query }) => query.fields !== undefined),
    );
    assert.deepEqual(cancelledCustomJobs(), []);
  });

  it("still cancels a custom job if its pipeline can't be read", async () => {
    addPipelineJob("a", [addCustomJob("1", { staysBehind: true })]);
    fake().addFault({ apiMethod: "pipelineJobs.get", fault: { status: 403 }, times: 1 });
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 2 });
  });

  it("does not cancel a pipeline that is cancelling when it is read for what it has started", async () => {
    const pipelineJob = addPipelineJob("a", [addCustomJob("1")]);
    fake().onRequest(({ apiMethod, query }) => {
      if (apiMethod !== "pipelineJobs.get") return;
      const isRead = query.fields === undefined;
      fake().setJobState(pipelineJob, isRead ? "PIPELINE_STATE_CANCELLING" : "PIPELINE_STATE_CANCELLED");
    });
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 2 });
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
  });

  for (const isRequest of [false, true]) {
    it(`sends no cancel to a pipeline that is gone when it is read${isRequest ? ", if nobody waits" : ""}`, async () => {
      const pipelineJob = addPipelineJob("a", [addCustomJob("1")]);
      fake().onRequest(({ apiMethod, query }) => {
        if (apiMethod === "pipelineJobs.get" && query.fields === undefined) fake().removeJob(pipelineJob);
      });
      const { jobs } = await sweep(ALL, { selections: both(), isRequest });
      const outcomes = jobs.map(({ name, outcome }) => [name.split("/")[4], outcome]);
      assert.deepEqual(outcomes, [
        ["pipelineJobs", "NOT_FOUND"],
        ["customJobs", isRequest ? undefined : "CANCELLED"],
      ]);
      assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
      assert.deepEqual(cancelledCustomJobs(), ["1"]);
    });
  }

  for (const isRequest of [false, true]) {
    it(`leaves a pipeline that is read and is not selected any more${isRequest ? ", if nobody waits" : ""}`, async () => {
      const pipelineJob = addPipelineJob("a", [addCustomJob("1")]);
      fake().onRequest(({ apiMethod }) => {
        if (apiMethod === "pipelineJobs.get") fake().setJobLabels(pipelineJob, { keep: "yes" });
      });
      const exclude = { labels: { keep: "*" } };
      const selections = selectionsOf(ALL, exclude, { kinds: [PIPELINE_JOBS, CUSTOM_JOBS], nowMs: Date.now() });
      const { jobs, states } = await sweep(ALL, { selections, isRequest });
      assert.deepEqual([...states], ["PIPELINE_STATE_RUNNING"]);
      assert.deepEqual(
        jobs.map(({ name }) => name.split("/")[4]),
        ["customJobs"],
      );
      assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
      assert.deepEqual(cancelledCustomJobs(), ["1"]);
    });
  }

  it("does not say that it asked a custom job that ended with a pipeline which nobody has asked", async () => {
    const names = [addCustomJob("1")];
    names.push(addPipelineJob("a", names));
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod !== "pipelineJobs.get") return;
      for (const name of names)
        fake().setJobState(name, `${name.includes("pipeline") ? "PIPELINE" : "JOB"}_STATE_FAILED`);
    });
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { ALREADY_TERMINAL: 2 });
  });

  it("says that a custom job which ends by itself was asked with its pipeline", async () => {
    const child = addCustomJob("1");
    addPipelineJob("a", [child]);
    fake().onRequest(({ apiMethod }) => {
      const isAsked = fake().requestsOf("pipelineJobs.cancel").length > 0;
      if (isAsked && apiMethod === "customJobs.get") fake().setJobState(child, "JOB_STATE_SUCCEEDED");
    });
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 1, COMPLETED: 1 });
  });

  it("does not say that it asked a custom job that ends beside pipelines which only may have started it", async () => {
    const own = addCustomJob("1");
    for (const id of ["a", "b"]) addPipelineJob(id, []);
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "pipelineJobs.batchCancel") fake().setJobState(own, "JOB_STATE_SUCCEEDED");
    });
    const { outcomes } = await sweep(ALL, { selections: both() });
    assert.deepEqual(outcomes, { CANCELLED: 2, ALREADY_TERMINAL: 1 });
  });

  it("asks only the pipeline if nobody waits", async () => {
    addPipelineJob("a", [addCustomJob("1")]);
    await sweep(ALL, { selections: both(), isRequest: true });
    assert.deepEqual(cancelledCustomJobs(), []);
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });

  it("leaves a pipeline to the tuning job that may have started it, although v1 of the API does not tell", async () => {
    const createTime = EARLIER;
    const pipelineJob = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", createTime: LATER });
    fake().addJob("tuningJobs", { ...PLACE, id: "1", createTime, pipelineJob, timeToCancelMs: 4_000 });
    const kinds = kindsNamed(["tuningJobs", "pipelineJobs"]);
    const selections = selectionsOf(ALL, undefined, { kinds, nowMs: Date.now() });
    const { outcomes } = await sweep(ALL, { selections });
    assert.deepEqual(outcomes, { CANCELLED: 2 });
    assert.equal(fake().requestsOf("tuningJobs.cancel").length, 1);
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 0);
  });

  it("leaves a custom job to its hyperparameter tuning job", async () => {
    const customJob = addCustomJob("1");
    const trials = [{ state: "ACTIVE", customJob }];
    fake().addJob("hyperparameterTuningJobs", {
      ...PLACE,
      id: "2",
      createTime: EARLIER,
      trials,
      timeToCancelMs: 4_000,
    });
    const kinds = kindsNamed(["hyperparameterTuningJobs", "customJobs"]);
    const selections = selectionsOf(ALL, undefined, { kinds, nowMs: Date.now() });
    assert.deepEqual((await sweep(ALL, { selections })).outcomes, { CANCELLED: 2 });
    assert.deepEqual(cancelledCustomJobs(), []);
  });

  it("stops only custom jobs if only these are swept", async () => {
    const child = addCustomJob("1", { staysBehind: true });
    addPipelineJob("a", [child]);
    const selections = selectionsOf(ALL, undefined, { kinds: [CUSTOM_JOBS], nowMs: Date.now() });
    const { outcomes, states } = await sweep(ALL, { selections });
    assert.deepEqual([outcomes, [...states]], [{ CANCELLED: 1 }, ["PIPELINE_STATE_RUNNING"]]);
  });
});
