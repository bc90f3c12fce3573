import assert from "node:assert/strict";
import { eventually } from "../support/eventually";
import type { YamlProgram } from "../support/projectFolder";
import { cancelledNames } from "../support/sweepJobs";
import { calls, PLACE } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

const nameOf = (id: string) => `projects/p/locations/us-central1/pipelineJobs/${id}`;

const cancellation = (properties: object, options: object = {}): YamlProgram => ({
  resources: { job: { type: "vertex-jobs:PipelineJobCancellation", properties, options } },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: YAML programs refer to resources so.
  outputs: { outcome: "${job.outcome}", state: "${job.state}" },
});

describe("a YAML program that stops a job", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ yaml: cancellation({ pipelineJobId: "a" }), fake: { timeToCancelMs: 1_500 } });
  const printed: string[] = [];

  before(() => void fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" }));

  const run = async (verb: "preview" | "up" | "refresh" | "destroy", options: { diff?: boolean } = {}) => {
    fake().clearRequests();
    const done = await stack()[verb](options);
    printed.push(done.output);
    return done;
  };

  it("previews the resource with unknown outputs and without an API call", async () => {
    const { steps, output } = await run("preview");
    assert.deepEqual(steps, ["create job"]);
    assert.match(output, /outcome: \[unknown\]/);
    assert.deepEqual(calls(fake()), []);
  });

  it("stops the job with one cancel and shows the job state on its row", async () => {
    const { output } = await run("up");
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
    assert.match(output, /PipelineJobCancellation job creating \(\d+s\) PIPELINE_STATE_CANCELLING/);
    const outputs = await stack().outputs();
    assert.deepEqual([outputs.outcome?.value, outputs.state?.value], ["CANCELLED", "PIPELINE_STATE_CANCELLED"]);
  });

  it("changes nothing on a second up and makes no API call", async () => {
    const { changes } = await run("up");
    assert.deepEqual([changes, calls(fake())], [{ same: 2 }, []]);
  });

  it("shows on refresh that the job runs again, and stops it on the next up", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 0 });
    await run("refresh");
    const { output } = await run("preview", { diff: true });
    assert.match(output, /desiredState: "ACTIVE: PIPELINE_STATE_RUNNING" => "STOPPED"/);
    const { steps } = await run("up");
    assert.deepEqual(steps, ["update job"]);
    assert.equal((await stack().recorded("job")).outputs.outcome, "CANCELLED");
  });

  it("shows the path of a changed input, and updates the resource in place", async () => {
    stack().writeYaml(cancellation({ pipelineJobId: "a", triggers: ["first", "second"] }));
    await run("up");
    stack().writeYaml(cancellation({ pipelineJobId: "a", triggers: ["first", "third"] }));
    const { output, steps } = await run("preview", { diff: true });
    assert.deepEqual(steps, ["update job"]);
    assert.match(output, /\[1\]: "second" => "third"/);
  });

  it("keeps a changed input that the resource is told to ignore", async () => {
    const options = { ignoreChanges: ["triggers"] };
    stack().writeYaml(cancellation({ pipelineJobId: "a", triggers: ["fourth"] }, options));
    const { changes } = await run("up");
    assert.deepEqual([changes, calls(fake())], [{ same: 2 }, []]);
  });

  it("replaces the resource when the job changes, and stops both jobs", async () => {
    stack().writeYaml(cancellation({ pipelineJobId: "a", cancelOn: ["create", "delete"] }));
    await run("up");
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 0 });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "b", timeToCancelMs: 0 });
    stack().writeYaml(cancellation({ name: nameOf("b"), cancelOn: ["create", "delete"] }));
    const { steps } = await run("up");
    assert.deepEqual(steps, ["create-replacement job", "replace job", "delete-replaced job"]);
    assert.deepEqual(cancelledNames(fake()), [nameOf("b"), nameOf("a")]);
  });

  it("resumes a wait that timed out without a second cancel", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "c", timeToCancelMs: Number.POSITIVE_INFINITY });
    const options = { customTimeouts: { create: "2s", update: "20s" } };
    stack().writeYaml(cancellation({ pipelineJobId: "c" }, options));
    const { output } = await stack().fails("up");
    assert.match(output, /timed out after 2s waiting for .*customTimeouts\.create/s);
    fake().clearRequests();
    const stops = eventually("a look at the job", () => calls(fake()).includes("pipelineJobs.get")).then(() =>
      fake().setPipelineJobState(nameOf("c"), "PIPELINE_STATE_CANCELLED"),
    );
    await Promise.all([stack().up(), stops]);
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
    assert.equal((await stack().recorded("job")).outputs.outcome, "CANCELLED");
  });

  it("destroys the resource without an API call", async () => {
    const { changes } = await run("destroy");
    assert.deepEqual([changes, calls(fake())], [{ delete: 2 }, []]);
  });

  it("neither prints nor records the access token", () => {
    assert.doesNotMatch(printed.join(""), new RegExp(ACCESS_TOKEN));
    assert.match(stack().recordedText(), /PipelineJobCancellation/);
    assert.doesNotMatch(stack().recordedText(), new RegExp(ACCESS_TOKEN));
  });
});
