import assert from "node:assert/strict";
import { answerMisfits } from "./recordedFake";

const job = "/v1/projects/1/locations/us-central1/pipelineJobs/a";
const numbers = "?$alt=json;enum-encoding=int";
const operation = "/v1/projects/1/locations/us-central1/operations/1";
const exchange = { method: "GET", url: job, status: 200 };

describe("the comparison of answers with the API's protos", () => {
  const passes = (url: string, answer: object) =>
    assert.deepEqual(answerMisfits({ ...exchange, url, body: JSON.stringify(answer) }), []);
  const finds = (problem: string, url: string, answer: object, status = 200) => {
    const [path] = url.split("?");
    const found = answerMisfits({ ...exchange, url, status, body: JSON.stringify(answer) });
    assert.deepEqual(found, [`GET ${path}: ${problem}`]);
  };

  it("passes what the protos have", () => {
    passes(job, { name: "a", state: "PIPELINE_STATE_RUNNING", labels: { a: "b" }, pipelineSpec: { colour: 1 } });
    passes(job + numbers, { state: 3, error: { code: 1, message: "CANCELED" }, createTime: "2026-01-01T00:00:00.5Z" });
    passes(job, { jobDetail: { taskDetails: [{ taskId: "1", state: "RUNNING" }] } });
  });

  it("finds fields that a message lacks, at any depth", () => {
    finds("PipelineJob.colour does not exist", job, { colour: 1 });
    finds("PipelineJob.display_name does not exist", job, { display_name: "a" });
    finds("PipelineJob.jobDetail.taskDetails[0].colour does not exist", job, {
      jobDetail: { taskDetails: [{ colour: 1 }] },
    });
  });

  it("distinguishes the versions of the API", () => {
    passes(job.replace("v1", "v1beta1"), { satisfiesPzs: true });
    finds("PipelineJob.satisfiesPzs does not exist", job, { satisfiesPzs: true });
  });

  it("finds enum values that do not exist, and the wrong way of writing them", () => {
    finds('PipelineJob.state is no PipelineState: "RUNNING"', job, { state: "RUNNING" });
    finds("PipelineJob.state is no PipelineState: 3", job, { state: 3 });
    finds("PipelineJob.state is no PipelineState: 9", job + numbers, { state: 9 });
    finds('PipelineJob.state is no PipelineState: "PIPELINE_STATE_RUNNING"', job + numbers, {
      state: "PIPELINE_STATE_RUNNING",
    });
  });

  it("finds values of another type", () => {
    finds("PipelineJob.displayName is no string: 1", job, { displayName: 1 });
    finds("PipelineJob.labels[a] is no string: 1", job, { labels: { a: 1 } });
    finds('PipelineJob.reservedIpRanges is no list: "a"', job, { reservedIpRanges: "a" });
    finds('PipelineJob.createTime is no Timestamp: "2026-01-01"', job, { createTime: "2026-01-01" });
    finds("PipelineJob.jobDetail.taskDetails[0].taskId is no int64: 1", job, {
      jobDetail: { taskDetails: [{ taskId: 1 }] },
    });
  });

  it("checks the response inside an operation", () => {
    const type = "type.googleapis.com/google.cloud.aiplatform.v1.BatchCancelPipelineJobsResponse";
    passes(operation, { name: "o", done: true, response: { "@type": type, pipelineJobs: [{ name: "a" }] } });
    finds("Operation.response.pipelineJobs[0].colour does not exist", operation, {
      response: { "@type": type, pipelineJobs: [{ colour: 1 }] },
    });
    finds("Operation.metadata.@type is none: undefined", operation, { metadata: {} });
  });

  it("finds errors whose parts disagree", () => {
    finds("error.code is 5 in an answer with status 404", job, error({ code: 5, status: "NOT_FOUND" }), 404);
    finds("error.status is ABORTED with HTTP 404", job, error({ code: 404, status: "ABORTED" }), 404);
    finds("error.colour does not exist", job, error({ code: 404, status: "NOT_FOUND", colour: 1 }), 404);
  });
});

function error(fields: object): object {
  return { error: { message: "no", ...fields } };
}
