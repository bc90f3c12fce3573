import type { FakeVertexAi } from "../../src/testing";
import type { ResourceDriver } from "./resourceDriver";
import { withDriver } from "./withDriver";
import { calls, PLACE, withFake } from "./withFake";

/** The job of tests that need one. */
export const NAME = `projects/${PLACE.project}/locations/${PLACE.region}/pipelineJobs/a`;

/** What a test of the lifecycle of a `PipelineJobCancellation` works with. */
export interface CancellationOnFake {
  readonly fake: () => FakeVertexAi;
  readonly provider: () => ResourceDriver<"PipelineJobCancellation">;
  /** Puts the job of {@link NAME} on the fake, or another one. */
  add(seed?: Partial<Parameters<FakeVertexAi["addPipelineJob"]>[0]>): string;
  /** Does something and tells the methods of the API that were called for it. */
  callsOf(work: () => Promise<unknown>): Promise<string[]>;
}

/** Makes a fake, and a provider that calls it, for each test of the enclosing describe. */
export function withCancellation(): CancellationOnFake {
  const fake = withFake();
  const provider = withDriver("PipelineJobCancellation", fake);
  return {
    fake,
    provider,
    add: (seed = {}) => fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", ...seed }),
    callsOf: async (work) => {
      fake().clearRequests();
      await work();
      return calls(fake());
    },
  };
}
