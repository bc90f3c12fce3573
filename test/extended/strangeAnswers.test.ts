import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import type { Fault } from "../../src/testing";
import { PLACE } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

/** Answers that are retried for a while. Each job has its own region, because one listing would show several jobs of a region. */
const ANSWERS: Readonly<Record<string, Fault>> = {
  html: { body: "<html><body>Sign in to the hotel's network</body></html>" },
  empty: { body: "", contentType: "application/json" },
  broken: { truncate: true },
  hangup: { reset: "before" },
};

describe("a server that does not respond like Vertex AI", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();
  let output: string;

  before(async () => {
    const names = Object.entries(ANSWERS).map(([pipelineJobId, fault], index) => {
      fake().addFault({ path: pipelineJobId, fault });
      return fake().addPipelineJob({ ...PLACE, region: `us-east${index + 1}`, pipelineJobId });
    });
    stack().program = async () => {
      for (const name of names) new PipelineJobCancellation(`stop-${name.split("/").at(-1)}`, { name });
    };
    ({ output } = await stack().fails("up"));
  });

  for (const pipelineJobId of Object.keys(ANSWERS)) {
    it(`causes an error with the job and what to check (${pipelineJobId})`, () => {
      const told = output.split("\n").filter((line) => line.includes(`/pipelineJobs/${pipelineJobId}`));
      assert.match(told.join("\n"), /Check the network, the region, and gcp:vertexAiCustomEndpoint/);
    });
  }

  it("causes no stack trace and no access token in the output", () => {
    assert.doesNotMatch(output, /^\s+at /m);
    assert.doesNotMatch(output, new RegExp(ACCESS_TOKEN));
  });

  it("receives no cancel request", () => {
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
  });
});

describe("a server that is not running", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();
  const name = "projects/p/locations/us-central1/pipelineJobs/a";

  before(() => fake().stop());

  it("causes an error with the job and what to check", async () => {
    stack().program = async () => {
      new PipelineJobCancellation("job", { name });
    };
    const { output } = await stack().fails("up");
    assert.match(output, new RegExp(name));
    assert.match(output, /Check the network, the region, and gcp:vertexAiCustomEndpoint/);
    assert.doesNotMatch(output, /^\s+at /m);
  });
});

describe("a server that is unavailable for a while", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { timeToCancelMs: 1_000 } });

  it("delays an up but does not fail it", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    fake().addFault({ apiMethod: "pipelineJobs.get", times: 2, fault: { reset: "before" } });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", times: 1, fault: { reset: "after" } });
    fake().addFault({ apiMethod: "pipelineJobs.get", after: 1, times: 2, fault: { status: 503 } });
    stack().program = async () => {
      new PipelineJobCancellation("job", { name });
    };
    await stack().up();
    const { outputs } = await stack().recorded("job");
    assert.equal(outputs.outcome, "CANCELLED");
    assert.equal(outputs.previousState, "PIPELINE_STATE_RUNNING");
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });
});
