import assert from "node:assert/strict";
import { JobSweep } from "../../src";
import { settled, withMockedProgram } from "../support/mockedProgram";

const SELECTOR = { labels: { env: "pr-7" } };

describe("JobSweep in a program", () => {
  const registered = withMockedProgram(() => "sweep-1", { project: "p", matched: 2, cancelled: 2, activeJobs: [] });

  it("registers its type, its inputs, and the location of its code", async () => {
    const sweep = new JobSweep("sweep", { selector: SELECTOR, regions: ["us-central1"], maxJobs: 5 });
    assert.equal(await settled(sweep.id), "sweep-1");
    const args = registered().at(-1);
    assert.equal(args?.type, "pulumi-nodejs:dynamic/vertex:JobSweep");
    assert.deepEqual(
      [args?.inputs.selector, args?.inputs.regions, args?.inputs.maxJobs],
      [SELECTOR, ["us-central1"], 5],
    );
    assert.match(args?.inputs.__provider, /"pulumi-vertex-jobs"/);
  });

  it("passes its own URN to its provider", async () => {
    const sweep = new JobSweep("known", { selector: SELECTOR });
    const urn = await settled(sweep.urn);
    assert.equal(registered().at(-1)?.inputs.__progressUrn, urn);
  });

  it("has the outputs that its provider returns", async () => {
    const sweep = new JobSweep("outputs", { selector: SELECTOR });
    assert.equal(await settled(sweep.project), "p");
    assert.equal(await settled(sweep.cancelled), 2);
    assert.deepEqual(await settled(sweep.activeJobs), []);
    assert.equal(await settled(sweep.jobs), undefined);
  });
});
