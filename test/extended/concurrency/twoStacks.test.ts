import assert from "node:assert/strict";
import { FakeVertexAi } from "../../../src/testing";
import { javaScriptProject } from "../../support/projectFolder";
import { PulumiStack } from "../../support/pulumiStack";
import { activeIds, addJobs, cancelledNames } from "../../support/sweepJobs";
import { PLACE } from "../../support/withFake";

const LABELS = { environment: "pr-7" };
const JOBS = 40;

const PROGRAM = `const { PipelineJobCancellation, JobSweep } = require("pulumi-vertex-jobs");
  const cancelOn = ["create", "delete"];
  new JobSweep("sweep", { selector: { labels: ${JSON.stringify(LABELS)} }, cancelOn });
  new PipelineJobCancellation("one", { pipelineJobId: "job-1", cancelOn });`;

describe("the concurrent stop of the same jobs by two stacks", function () {
  this.timeout(180_000);
  let fake: FakeVertexAi;
  let stacks: PulumiStack[];

  before(async () => {
    fake = await FakeVertexAi.start({ timeToCancelMs: 3_000, cancelLagMs: 500 });
    addJobs(fake, { prefix: "kept", count: 1 });
    stacks = await Promise.all([0, 1].map(makeStack));
  });
  after(async () => {
    for (const stack of stacks) await stack.remove();
    await fake.stop();
  });

  async function makeStack(): Promise<PulumiStack> {
    const project = (folder: string) => javaScriptProject(folder, PROGRAM);
    const stack = await PulumiStack.create({ project, isInline: false, config: {} });
    stack.setVariable("GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT", fake.endpoint);
    stack.setVariable("GOOGLE_OAUTH_ACCESS_TOKEN", "secret-token-of-the-stacks");
    stack.setVariable("GOOGLE_PROJECT", PLACE.project);
    stack.setVariable("GOOGLE_REGION", PLACE.region);
    return stack;
  }

  for (const verb of ["up", "destroy"] as const) {
    it(`succeeds in both stacks with ${verb} and cancels no other job`, async () => {
      const jobs = addJobs(fake, { prefix: "job", count: JOBS, labels: LABELS });
      fake.clearRequests();
      await Promise.all(stacks.map((stack) => stack[verb]()));
      assert.deepEqual(activeIds(fake), ["kept-1"]);
      assert.deepEqual(new Set(cancelledNames(fake)), new Set(jobs));
    });
  }

  it("leaves no resource in either stack", async () => {
    for (const stack of stacks) assert.deepEqual(await stack.state(), { resources: [], pending: 0 });
  });
});
