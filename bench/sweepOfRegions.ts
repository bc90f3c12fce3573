import { FakeVertexAi } from "../src/testing";
import { Deadline } from "../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../src/vertex/kinds/kinds";
import { JobSweeper } from "../src/vertex/stopping/jobSweeper";
import { addJobs } from "../test/support/sweepJobs";
import { vertexAiAt } from "../test/support/vertexAi";
import { inVirtualTime } from "../test/support/virtualTime";
import { PLACE } from "../test/support/withFake";
import type { Row } from "./row";

const JOBS = 960;
const REGIONS = [1, 4, 16];

/** The same jobs in one region or in many, which have their quotas apart. */
export async function sweepOfRegions(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of REGIONS) {
    const { seconds, requests } = await sweep(count);
    const row = (metric: string, value: number, unit: string): Row => {
      const regions = `${count} ${count === 1 ? "region" : "regions"}`;
      return { benchmark: `sweep of ${JOBS} jobs`, case: regions, who: "ours", metric, value, unit };
    };
    rows.push(row("time", seconds, "s"), row("requests", requests, ""), row("requests a region", requests / count, ""));
  }
  return rows;
}

function sweep(count: number): Promise<{ seconds: number; requests: number }> {
  const run = async () => {
    const fake = await FakeVertexAi.start({ latencyMs: 50, timeToCancelMs: 4_000 });
    const locations = Array.from({ length: count }, (_, index) => ({ ...PLACE, region: `europe-west${index + 1}` }));
    for (const { region } of locations) addJobs(fake, { prefix: region, region, count: JOBS / count });
    const deadline = new Deadline(3_600_000);
    const selection = { selector: { allJobs: true }, kind: PIPELINE_JOBS, nowMs: Date.now() };
    await new JobSweeper(vertexAiAt(fake.endpoint), {
      locations,
      selections: [selection],
      maxJobs: JOBS,
      deadline,
      before: [],
    }).sweep();
    const swept = { seconds: deadline.elapsedMs() / 1_000, requests: fake.requests.length };
    await fake.stop();
    return swept;
  };
  return inVirtualTime(run);
}
