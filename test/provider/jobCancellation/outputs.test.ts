import assert from "node:assert/strict";
import { factsOf } from "../../../src/provider/jobCancellation/outputs";

describe("PipelineJobCancellation", () => {
  it("records its outputs alone when a listing that it shares with a sweep has more fields of the job", () => {
    const job = {
      name: "projects/123/locations/us-central1/pipelineJobs/a",
      state: "PIPELINE_STATE_RUNNING",
      displayName: "train",
      createTime: "2026-01-01T00:00:00Z",
      childJobs: undefined,
    };
    const listed = { ...job, labels: { environment: "pr-7" }, serviceAccount: "me@example.com" };
    assert.deepEqual(factsOf(listed), factsOf(job));
    const { state, displayName, createTime } = job;
    assert.deepEqual(factsOf(job), { state, displayName, createTime, projectNumber: "123" });
  });
});
