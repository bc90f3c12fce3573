import assert from "node:assert/strict";
import { PipelineJobCancellation, type PipelineJobCancellationArgs } from "../../src";
import { cancelledNames } from "../support/sweepJobs";
import { calls, PLACE } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

describe("a stack that stops a job", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { timeToCancelMs: 2_500 } });
  const printed: string[] = [];
  let args: PipelineJobCancellationArgs;

  before(() => {
    args = { name: fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" }) };
    stack().program = async () => {
      const { name, pipelineJobId, project, region, state, previousState, outcome } = new PipelineJobCancellation(
        "job",
        args,
      );
      return { name, pipelineJobId, project, region, state, previousState, outcome };
    };
  });

  const run = async (verb: "preview" | "up" | "refresh" | "destroy") => {
    fake().clearRequests();
    const done = await stack()[verb]();
    printed.push(done.output);
    return done;
  };

  it("previews a new job without an API call", async () => {
    const { steps } = await run("preview");
    assert.deepEqual(steps, ["create job"]);
    assert.deepEqual(calls(fake()), []);
  });

  it("stops the job with one cancel and shows the job state on its row", async () => {
    const { output } = await run("up");
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
    assert.match(output, /PipelineJobCancellation job creating \(\d+s\) PIPELINE_STATE_CANCELLING/);
    assert.equal(fake().pipelineJob(String(args.name))?.state, "PIPELINE_STATE_CANCELLED");
  });

  it("outputs the identity, the states, and the outcome of the job", async () => {
    const outputs = Object.entries(await stack().outputs()).map(([key, { value }]) => [key, value]);
    assert.deepEqual(Object.fromEntries(outputs), {
      name: "projects/p/locations/us-central1/pipelineJobs/a",
      pipelineJobId: "a",
      project: "p",
      region: "us-central1",
      previousState: "PIPELINE_STATE_RUNNING",
      state: "PIPELINE_STATE_CANCELLED",
      outcome: "CANCELLED",
    });
  });

  it("changes nothing on a second up and makes no API call", async () => {
    const { changes } = await run("up");
    assert.deepEqual(changes, { same: 2 });
    assert.deepEqual(calls(fake()), []);
  });

  it("previews an existing resource without an API call", async () => {
    const { changes } = await run("preview");
    assert.deepEqual(changes, { same: 2 });
    assert.deepEqual(calls(fake()), []);
  });

  it("reads the job once on refresh and finds no change", async () => {
    const { changes } = await run("refresh");
    assert.deepEqual(changes, { same: 2 });
    assert.deepEqual(calls(fake()), ["pipelineJobs.get"]);
  });

  it("stops a job of the same name again when a trigger changes", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 0 });
    args = { ...args, triggers: ["second launch"], cancelOn: ["create", "delete"] };
    const { steps } = await run("up");
    assert.deepEqual(steps, ["update job"]);
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
    assert.equal((await stack().recorded("job")).outputs.outcome, "CANCELLED");
  });

  it("replaces the resource and stops the old job when the job name changes", async () => {
    const old = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 0 });
    const next = fake().addPipelineJob({ ...PLACE, pipelineJobId: "b", timeToCancelMs: 0 });
    args = { pipelineJobId: "b", cancelOn: ["create", "delete"] };
    const { steps } = await run("up");
    assert.deepEqual(steps, ["create-replacement job", "replace job", "delete-replaced job"]);
    assert.deepEqual(cancelledNames(fake()), [next, old]);
    assert.equal((await stack().recorded("job")).outputs.name, next);
  });

  it("destroys the resource without a second cancel", async () => {
    const { changes } = await run("destroy");
    assert.deepEqual(changes, { delete: 2 });
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
  });

  it("neither prints nor records the access token", () => {
    assert.doesNotMatch(printed.join(""), new RegExp(ACCESS_TOKEN));
    assert.match(stack().recordedText(), /PipelineJobCancellation/);
    assert.doesNotMatch(stack().recordedText(), new RegExp(ACCESS_TOKEN));
  });
});
