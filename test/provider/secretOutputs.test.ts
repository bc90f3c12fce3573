import assert from "node:assert/strict";
import { secretsOf } from "../../src/provider";

describe("the secret outputs of a resource", () => {
  for (const [title, type, secrets, expected] of [
    ["are its connection when no input is secret", "JobSweep", [], ["connection"]],
    ["are its secret inputs, too", "JobSweep", ["selector", "triggers"], ["connection", "selector", "triggers"]],
    [
      "are all parts of the job's name if one of them is",
      "PipelineJobCancellation",
      ["pipelineJobId"],
      ["connection", "name", "pipelineJobId", "project", "region"],
    ],
    [
      "are the parts that the resource has",
      "JobCancellation",
      ["project"],
      ["connection", "name", "project", "region"],
    ],
  ] as const) {
    it(title, () => assert.deepEqual(secretsOf(type, secrets).sort(), expected));
  }
});
