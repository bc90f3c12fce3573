import assert from "node:assert/strict";
import type { FakeVertexAi } from "../../../src/testing";
import { javaScriptProject } from "../../support/projectFolder";
import { activeIds, addJobs, cancelledNames } from "../../support/sweepJobs";
import { calls } from "../../support/withFake";
import { ACCESS_TOKEN, withStack } from "../../support/withStack";

const RESOURCES = 200;

/** So many that no region's budget of requests is used up: that would be waited for, not done at once. */
const REGIONS = ["us-central1", "us-east1", "us-west1", "europe-west1", "europe-west4", "asia-east1", "asia-south1"];

const regionOf = (index: number) => REGIONS[index % REGIONS.length] ?? "";

const PROGRAM = `const { PipelineJobCancellation } = require("pulumi-vertex-jobs");
  const regions = ${JSON.stringify(REGIONS)};
  for (let index = 0; index < ${RESOURCES}; index += 1) {
    const name = \`projects/p/locations/\${regions[index % regions.length]}/pipelineJobs/job-\${index}-1\`;
    new PipelineJobCancellation(\`stop-\${index}\`, { name, cancelOn: ["create", "delete"] });
  }`;

describe("a stack with 200 cancellations and --parallel 200", function () {
  this.timeout(300_000);
  const { fake, stack } = withStack({
    project: (folder) => javaScriptProject(folder, PROGRAM),
    isInline: false,
    fake: { timeToCancelMs: 2_000 },
  });
  beforeEach(() => fake().clearRequests());

  const addAll = (to: FakeVertexAi) => {
    for (let index = 0; index < RESOURCES; index += 1) {
      addJobs(to, { prefix: `job-${index}`, count: 1, region: regionOf(index) });
    }
  };
  const assertCancelledOnce = () => {
    const names = cancelledNames(fake());
    assert.deepEqual([names.length, new Set(names).size], [RESOURCES, RESOURCES]);
  };
  const parallel = RESOURCES;

  it("stops all jobs with one cancel each", async () => {
    addAll(fake());
    const { changes, output } = await stack().up({ parallel });
    assert.deepEqual(changes, { create: RESOURCES + 1 });
    assert.deepEqual(activeIds(fake()), []);
    assertCancelledOnce();
    assert.doesNotMatch(output, new RegExp(`${ACCESS_TOKEN}|^\\s+at .*:\\d+:\\d+`, "m"));
  });

  it("reads each job at most once on refresh, and cancels none", async () => {
    await stack().refresh({ parallel });
    // And a listing in each region, which shows that the jobs are not active.
    assert.ok(calls(fake()).length <= RESOURCES + REGIONS.length, `${calls(fake()).length} requests`);
    assert.deepEqual(cancelledNames(fake()), []);
  });

  it("stops the jobs again on destroy", async () => {
    addAll(fake());
    const { changes } = await stack().destroy({ parallel });
    assert.deepEqual(changes, { delete: RESOURCES + 1 });
    assert.deepEqual(activeIds(fake()), []);
    assertCancelledOnce();
  });
});
