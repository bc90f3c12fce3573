import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cancelPipelineJobWorkflow } from "../../../src/guard";
import type { WorkflowDefinition } from "../../../src/guard/workflow/definition";
import { workflowSource } from "../../../src/guard/workflow/source";
import { repository } from "../../support/repository";
import { addJobs } from "../../support/sweepJobs";
import { withWorkflows } from "../../support/workflowsEmulator/withWorkflows";

const FILE = join(repository, "examples", "cancelPipelineJobWorkflow", "workflow.yaml");

/** What somebody writes around the subworkflows. */
const EXAMPLE: WorkflowDefinition = {
  main: {
    params: ["args"],
    steps: [
      {
        stopPipelineJob: {
          call: "cancelPipelineJob",
          args: { name: "${args.name}", region: "${args.region}", waitSeconds: 600 },
          result: "endState",
        },
      },
      { returnState: { return: '${args.name + " ended " + endState}' } },
    ],
  },
  ...cancelPipelineJobWorkflow(),
};

describe("cancelPipelineJob, for workflows that are written by hand", function () {
  this.timeout(60_000);
  this.slow(10_000);
  const { fake, clock, run, untaken } = withWorkflows({ timeToCancelMs: 90_000 });
  const cancel = (name: string) => run(EXAMPLE, { args: { name, region: "us-central1" } });
  const add = (seed = {}) => addJobs(fake(), { prefix: "job", count: 1, ...seed })[0] ?? "";

  it("cancels a job, and returns when it has stopped", async () => {
    const name = add();
    const { result } = await cancel(name);
    assert.equal(result, `${name} ended PIPELINE_STATE_CANCELLED`);
    assert.equal(fake().pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLED");
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });

  it("accepts a job that has ended, and one that does not exist", async () => {
    const name = add({ state: "PIPELINE_STATE_FAILED" });
    assert.equal((await cancel(name)).result, `${name} ended PIPELINE_STATE_FAILED`);
    assert.match(String((await cancel(`${name}0`)).result), /job-10 ended NOT_FOUND$/);
  });

  it("raises a TimeoutError that names the job when it has not stopped in time", async () => {
    const name = add({ timeToCancelMs: 86_400_000 });
    const { error } = await cancel(name);
    assert.deepEqual(error?.tags, ["TimeoutError"]);
    assert.match(error?.message ?? "", new RegExp(`^${name} was still PIPELINE_STATE_CANCELLING when time was up`));
    const seconds = (clock().now() - Date.UTC(2026, 0, 1)) / 1_000;
    assert.ok(seconds >= 600 && seconds < 602, `${seconds} s`);
  });

  it("raises an error that names the job when the cancellation is refused", async () => {
    const name = add();
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 403 } });
    const { error } = await cancel(name);
    assert.match(error?.message ?? "", new RegExp(`^could not cancel ${name}, which is PIPELINE_STATE_RUNNING: 403`));
  });

  it("asks again after errors that pass", async () => {
    const name = add();
    fake().addFault({ apiMethod: "pipelineJobs.cancel", times: 3, fault: { status: 503 } });
    assert.match(String((await cancel(name)).result), /PIPELINE_STATE_CANCELLED$/);
  });

  it("raises an error that says that it could not look", async () => {
    const name = add();
    fake().addFault({ apiMethod: "pipelineJobs.get", fault: { status: 403 } });
    assert.match((await cancel(name)).error?.message ?? "", new RegExp(`^could not look at ${name}: 403`));
  });

  it("has taken every step and every branch in these tests", () => {
    assert.deepEqual(untaken(), []);
  });

  it("is the same in examples/, which UPDATE_EXAMPLES=1 brings up to date", () => {
    const source = workflowSource(EXAMPLE);
    if (process.env.UPDATE_EXAMPLES) writeFileSync(FILE, source);
    assert.equal(readFileSync(FILE, "utf8"), source);
    assert.deepEqual(parse(source), EXAMPLE);
  });
});
