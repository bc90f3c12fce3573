import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { settled, withMockedProgram } from "../support/mockedProgram";

class Environment extends pulumi.ComponentResource {
  readonly stops: pulumi.CustomResource[];

  constructor(name: string) {
    super("test:index:Environment", name);
    this.stops = ["a", "b"].flatMap((pipelineJobId) => [
      new PipelineJobCancellation(`${name}-${pipelineJobId}`, { pipelineJobId }, { parent: this }),
      new JobSweep(`${name}-${pipelineJobId}-sweep`, { selector: { allJobs: true } }, { parent: this }),
    ]);
  }
}

describe("each resource in a component", () => {
  const registered = withMockedProgram(() => "id-1", {});

  it("registers without waiting for the others and passes its own URN", async () => {
    const urns = await Promise.all(new Environment("environment").stops.map((stop) => settled(stop.urn)));
    assert.equal(urns.length, 4);
    const told = registered().flatMap(({ inputs }) => inputs.__progressUrn ?? []);
    assert.deepEqual(told.toSorted(), urns.toSorted());
  });
});
