import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { DrivenClock, FakeVertexAi } from "../../src/testing";
import { JOB_EXAMPLES } from "./jobExamples";
import { JOB, PARENT } from "./useFake";

describe("FakeVertexAi dataFile", () => {
  let folder = "";
  let dataFile = "";
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "fake-vertex-ai-"));
    dataFile = path.join(folder, "data.json");
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("brings back jobs, plans, scripts, children, schedules and project numbers", async () => {
    const clock = new DrivenClock();
    const first = await FakeVertexAi.start({ clock, dataFile, projectNumber: "42" });
    const customJob = first.addCustomJob({ project: "p", region: "us-central1", customJobId: "7" });
    const jobDetail = { taskDetails: [{ executorDetail: { customJobDetail: { job: customJob } } }] };
    const cancelled = first.addPipelineJob({ ...JOB, timeToCancelMs: 10_000, jobDetail });
    const stuck = first.addPipelineJob({ ...JOB, pipelineJobId: "b", timeToCancelMs: Number.POSITIVE_INFINITY });
    const states = ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_FAILED"];
    const scripted = first.addPipelineJob({ ...JOB, pipelineJobId: "c", states });
    first.addSchedule({ project: "p", region: "us-central1", scheduleId: "9" });
    await fetch(`${first.endpoint}${cancelled}:cancel`, { method: "POST" });
    await fetch(`${first.endpoint}${scripted}`);
    await first.stop();

    const second = await FakeVertexAi.start({ clock, dataFile, projectNumber: "42" });
    try {
      assert.equal(second.pipelineJob(cancelled)?.name, "projects/42/locations/us-central1/pipelineJobs/a");
      assert.equal(second.pipelineJob(cancelled)?.state, "PIPELINE_STATE_CANCELLING");
      clock.advance(10_000);
      assert.equal(second.pipelineJob(cancelled)?.state, "PIPELINE_STATE_CANCELLED");
      assert.equal(second.customJob(customJob)?.state, "JOB_STATE_CANCELLED");
      await fetch(`${second.endpoint}${stuck}:cancel`, { method: "POST" });
      clock.advance(1e9);
      assert.equal(second.pipelineJob(stuck)?.state, "PIPELINE_STATE_CANCELLING");
      await fetch(`${second.endpoint}${scripted}`);
      assert.equal(second.pipelineJob(scripted)?.state, "PIPELINE_STATE_FAILED");
      const other = second.addPipelineJob({ ...JOB, project: "q" });
      assert.equal(second.pipelineJob(other)?.name, "projects/43/locations/us-central1/pipelineJobs/a");
      assert.notEqual(second.schedule(`${PARENT}/schedules/9`)?.startedRunCount, undefined);
      const names = second.pipelineJobs.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length);
    } finally {
      await second.stop();
    }
  });

  it("brings back a job of every kind", async () => {
    const first = await FakeVertexAi.start({ dataFile });
    for (const { collection, body } of JOB_EXAMPLES) {
      await fetch(`${first.endpoint}${PARENT}/${collection}`, { method: "POST", body: JSON.stringify(body) });
    }
    const saved = first.jobs;
    await first.stop();
    const second = await FakeVertexAi.start({ dataFile });
    assert.equal(new Set(saved.map(({ name }) => String(name).split("/").at(-2))).size, JOB_EXAMPLES.length);
    assert.deepEqual(second.jobs, saved);
    await second.stop();
  });

  it("reads a file of a version that had no other kinds than pipeline jobs and custom jobs", async () => {
    const record = { projectNumber: "1", region: "us-central1", id: "7", sequence: 1, fields: {} };
    const transitions = [{ atMs: 0, state: "JOB_STATE_RUNNING" }];
    const saved = { format: 1, sequence: 1, projects: [["p", "1"]], pipelineJobs: [], schedules: [] };
    await writeFile(dataFile, JSON.stringify({ ...saved, customJobs: [{ ...record, transitions }] }));
    const fake = await FakeVertexAi.start({ dataFile });
    assert.equal(fake.job(`${PARENT}/customJobs/7`)?.state, "JOB_STATE_RUNNING");
    assert.equal(fake.jobs.length, 1);
    await fake.stop();
  });

  it("may name a file that does not exist yet, and is written by save too", async () => {
    const fake = await FakeVertexAi.start({ dataFile });
    fake.addPipelineJob(JOB);
    const copy = path.join(folder, "copy.json");
    await fake.save(copy);
    await fake.stop();
    assert.equal(await readFile(copy, "utf8"), await readFile(dataFile, "utf8"));
  });

  const noList = '{"format": 1, "projects": [], "schedules": [], "nasJobs": {}}';
  for (const text of ["{", "[]", "{}", '{"format": 2}', noList]) {
    it(`refuses a file that holds ${text}`, async () => {
      await writeFile(dataFile, text);
      await assert.rejects(FakeVertexAi.start({ dataFile }), /data\.json was not saved by FakeVertexAi\.$/);
    });
  }
});
