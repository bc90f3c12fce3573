import { FakeVertexAi } from "../src/testing";
import { getOrCreate } from "../src/vertex/getOrCreate";
import { Deadline } from "../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../src/vertex/kinds/kinds";
import type { VertexAi } from "../src/vertex/vertexAi";
import { vertexAiAt } from "../test/support/vertexAi";
import { inVirtualTime } from "../test/support/virtualTime";
import { PLACE } from "../test/support/withFake";
import { loopOfCurl } from "./peers/loopOfCurl";
import type { Row } from "./row";

const COUNTS = [1, 5, 100];
const OTHER_JOBS = 10_000;
const CHANGES_PER_SECOND = 20;
const TIME_TO_CANCEL_MS = 4_000;

/** Stops one job, by its id. */
type Stop = (endpoint: string, jobId: string) => Promise<unknown>;

/** Cancellations in a region in which thousands of other jobs run, beside an empty one. */
export async function busyRegion(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const others of [0, OTHER_JOBS]) {
    for (const count of COUNTS) {
      const name = `${count} beside ${others.toLocaleString("en-US")} others`;
      for (const [who, stopper] of [
        ["ours", ours],
        ["curl in a loop, every 1 s", () => loopOfCurl],
      ] as const) {
        const { seconds, requests } = await stopJobs(count, others, stopper());
        rows.push({ benchmark: "busy region", case: name, who, metric: "time", value: seconds, unit: "s" });
        rows.push({ benchmark: "busy region", case: name, who, metric: "requests", value: requests, unit: "" });
      }
    }
  }
  return rows;
}

function ours(): Stop {
  const all = new Map<string, VertexAi>();
  return (endpoint, jobId) => {
    const vertexAi = getOrCreate(all, endpoint, () => vertexAiAt(endpoint));
    const options = { deadline: new Deadline(600_000), missingIsStopped: false, requestedBefore: false };
    return vertexAi.coordinatorOf(PIPELINE_JOBS, PLACE).stop({ ...PLACE, jobId }, options);
  };
}

function stopJobs(count: number, besides: number, stop: Stop): Promise<{ seconds: number; requests: number }> {
  return inVirtualTime(async () => {
    const fake = await FakeVertexAi.start({ timeToCancelMs: TIME_TO_CANCEL_MS });
    const others = Array.from({ length: besides }, (_, index) =>
      fake.addPipelineJob({ ...PLACE, pipelineJobId: `other-${index}` }),
    );
    let changed = 0;
    const changing = setInterval(() => {
      for (let change = 0; change < Math.min(CHANGES_PER_SECOND, besides); change += 1) {
        fake.setPipelineJobState(String(others[changed % besides]), "PIPELINE_STATE_RUNNING");
        changed += 1;
      }
    }, 1_000);
    const jobIds = Array.from({ length: count }, (_, index) => `job-${index}`);
    for (const pipelineJobId of jobIds) fake.addPipelineJob({ ...PLACE, pipelineJobId });
    const began = Date.now();
    await Promise.all(jobIds.map((jobId) => stop(fake.endpoint, jobId)));
    clearInterval(changing);
    const figures = { seconds: (Date.now() - began) / 1_000, requests: fake.requests.length };
    await fake.stop();
    return figures;
  });
}
