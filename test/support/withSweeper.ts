import type { FakeVertexAi } from "../../src/testing";
import { Deadline } from "../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../src/vertex/kinds/kinds";
import type { Selector } from "../../src/vertex/selection/selector";
import { JobSweeper, type SweepOptions } from "../../src/vertex/stopping/jobSweeper";
import { vertexAiAt } from "./vertexAi";
import { inVirtualTime } from "./virtualTime";
import { PLACE, withFake } from "./withFake";

/** Makes a fake for each test of the enclosing describe, and sweeps its jobs in virtual time. */
export function withSweeper(options: Parameters<typeof withFake>[0] = {}) {
  const fake = withFake(options);

  async function sweep(
    selector: Selector,
    {
      timeoutMs = 1_800_000,
      meanwhile = () => {},
      isRequest = false,
      ...rest
    }: Partial<SweepOptions> & { timeoutMs?: number; meanwhile?: () => void; isRequest?: boolean } = {},
  ) {
    return inVirtualTime(async () => {
      const sweeper = new JobSweeper(vertexAiAt(fake().endpoint), {
        locations: [PLACE],
        selections: [{ selector, kind: PIPELINE_JOBS, nowMs: Date.now() }],
        maxJobs: 10_000,
        deadline: new Deadline(timeoutMs),
        before: [],
        ...rest,
      });
      meanwhile();
      const run = isRequest ? sweeper.request() : sweeper.sweep();
      const failure: unknown = await run.catch((error: unknown) => error);
      const states = new Set(fake().pipelineJobs.map(({ state }) => state));
      return { jobs: sweeper.jobs, failure, states, outcomes: countBy(sweeper.jobs.map(({ outcome }) => outcome)) };
    });
  }

  const add = (count: number, seed: Partial<Parameters<FakeVertexAi["addPipelineJob"]>[0]> = {}) =>
    Array.from({ length: count }, (_, index) => {
      const pipelineJobId = `${seed.displayName ?? "job"}-${index}`;
      return fake().addPipelineJob({ ...PLACE, pipelineJobId, timeToCancelMs: 4_000, ...seed });
    });
  const asked = () =>
    fake().requests.flatMap(({ apiMethod, body, path }) => {
      if (apiMethod === "pipelineJobs.batchCancel") return (body as { names: string[] }).names;
      return apiMethod === "pipelineJobs.cancel" ? [path.replace(/^\/v1\/(.*):cancel$/, "$1")] : [];
    });

  return { fake, sweep, add, asked };
}

/** How often each value occurs. */
export function countBy(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
