import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { FakeVertexAi } from "pulumi-vertex-jobs/testing";

const PLACE = { project: "my-project", region: "us-central1" };

let fake: FakeVertexAi;
let stack: Stack;

before(async () => {
  fake = await FakeVertexAi.start({ timeToCancelMs: 500 });
  stack = await LocalWorkspace.createOrSelectStack({ stackName: "test", workDir: __dirname });
  await stack.setAllConfig({
    env: { value: "pr-7" },
    "gcp:project": { value: PLACE.project },
    "gcp:region": { value: PLACE.region },
    "gcp:vertexAiCustomEndpoint": { value: fake.endpoint },
    "gcp:accessToken": { value: "any", secret: true },
  });
});
after(async () => {
  await stack.destroy();
  await stack.workspace.removeStack("test");
  await fake.stop();
});

const stateOf = (job: string) => fake.pipelineJob(job)?.state;

test("the stack stops its own jobs, and no others", async () => {
  const own = fake.addPipelineJob({ ...PLACE, pipelineJobId: "own", labels: { env: "pr-7" } });
  const kept = fake.addPipelineJob({ ...PLACE, pipelineJobId: "kept", labels: { env: "pr-7", keep: "yes" } });
  const foreign = fake.addPipelineJob({ ...PLACE, pipelineJobId: "foreign", labels: { env: "pr-8" } });

  const { outputs } = await stack.up();

  assert.equal(outputs.stopped?.value, 1);
  assert.equal(stateOf(own), "PIPELINE_STATE_CANCELLED");
  assert.equal(stateOf(kept), "PIPELINE_STATE_RUNNING");
  assert.equal(stateOf(foreign), "PIPELINE_STATE_RUNNING");
});

test("destroy stops what was submitted since", async () => {
  const late = fake.addPipelineJob({ ...PLACE, pipelineJobId: "late", labels: { env: "pr-7" } });
  await stack.destroy();
  assert.equal(stateOf(late), "PIPELINE_STATE_CANCELLED");
});
