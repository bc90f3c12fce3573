import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { settled, withMockedProgram } from "../support/mockedProgram";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("PipelineJobCancellation in a program", () => {
  const registered = withMockedProgram(({ name }) => String(name), {
    state: "PIPELINE_STATE_CANCELLED",
    outcome: "CANCELLED",
  });

  it("registers its type, its inputs, and the location of its code", async () => {
    const stop = new PipelineJobCancellation("stop", { name: NAME, cancelOn: ["delete"] });
    assert.equal(await settled(stop.id), NAME);
    const args = registered().at(-1);
    assert.equal(args?.type, "pulumi-nodejs:dynamic/vertex:PipelineJobCancellation");
    assert.deepEqual(args?.inputs.cancelOn, ["delete"]);
    assert.match(args?.inputs.__provider, /"pulumi-vertex-jobs"/);
  });

  it("passes its own URN to its provider", async () => {
    const stop = new PipelineJobCancellation("known", { name: NAME });
    const urn = await settled(stop.urn);
    assert.equal(registered().at(-1)?.inputs.__progressUrn, urn);
  });

  it("has the outputs that its provider returns", async () => {
    const stop = new PipelineJobCancellation("outputs", { name: NAME });
    assert.equal(await settled(stop.name), NAME);
    assert.equal(await settled(stop.state), "PIPELINE_STATE_CANCELLED");
    assert.equal(await settled(stop.outcome), "CANCELLED");
    assert.equal(await settled(stop.error), undefined);
  });
});
