import assert from "node:assert/strict";
import { formatJobName, parseJobName } from "../../../src/vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";

describe("parseJobName", () => {
  it("reads the parts of a full name", () => {
    assert.deepEqual(parseJobName(PIPELINE_JOBS, "projects/my-project/locations/us-central1/pipelineJobs/job-1"), {
      project: "my-project",
      region: "us-central1",
      jobId: "job-1",
    });
  });

  it("accepts project numbers, domain-scoped projects, and ids that the service generates", () => {
    for (const name of [
      "projects/123456789012/locations/europe-west4/pipelineJobs/job",
      "projects/example.com:my-project/locations/europe-west4/pipelineJobs/job",
      "projects/p/locations/europe-west4/pipelineJobs/4815162342",
    ]) {
      const parts = parseJobName(PIPELINE_JOBS, name);
      assert.ok(parts, name);
      assert.equal(formatJobName(PIPELINE_JOBS, parts), name);
    }
  });

  for (const name of [
    "",
    "job",
    "projects/p/locations/r/pipelineJobs",
    "projects/p/locations/r/pipelineJobs/",
    "projects/p/locations/r/pipelineJobs/a/b",
    "projects/p/locations/r/customJobs/a",
    "/projects/p/locations/r/pipelineJobs/a",
    "projects/p/locations/r/pipelineJobs/a:cancel",
    "projects/p/locations/r/pipelineJobs/A",
    "projects/p/locations/r/pipelineJobs/..",
    "projects/p/locations/r/pipelineJobs/a%2fb",
    "projects/p/locations/r/pipelineJobs/a\n",
    "projects/p/locations/evil.com\u0000/pipelineJobs/a",
    "projects/p/locations/evil.com#/pipelineJobs/a",
    `projects/p/locations/r/pipelineJobs/${"a".repeat(129)}`,
  ]) {
    it(`refuses ${JSON.stringify(name.slice(0, 60))}`, () => {
      assert.equal(parseJobName(PIPELINE_JOBS, name), undefined);
    });
  }
});
