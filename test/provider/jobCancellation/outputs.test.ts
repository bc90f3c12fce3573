import assert from "node:assert/strict";
import { factsOf } from "../../../src/provider/jobCancellation/outputs";

describe("PipelineJobCancellation", () => {
  it("records its outputs alone when a listing that it shares with a sweep has more fields of the job", () => {
    const job = {
      name: "projects/123/locations/us-central1/pipelineJobs/a",
      state: "PIPELINE_STATE_RUNNING",
      createTime: "2026-01-01T00:00:00Z",
      childJobs: undefined,
    };
    const listed = { ...job, displayName: "train", labels: { environment: "pr-7" }, serviceAccount: "me@example.com" };
    assert.deepEqual(factsOf(listed), factsOf(job));
    assert.deepEqual(factsOf(job), { state: job.state, createTime: job.createTime, projectNumber: "123" });
  });
});
