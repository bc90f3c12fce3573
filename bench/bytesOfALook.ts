import { join } from "node:path";
import { gaxios } from "google-auth-library";
import { FakeVertexAi } from "../src/testing";
import { Deadline } from "../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../src/vertex/kinds/kinds";
import { runPython } from "../test/extended/clients/vertexSdk";
import { repository } from "../test/support/repository";
import { vertexAiAt } from "../test/support/vertexAi";
import { PLACE } from "../test/support/withFake";
import { loopOfCurl } from "./peers/loopOfCurl";
import type { Row } from "./row";

const TASKS = 2_000;
const TIME_TO_CANCEL_MS = 1_500;
const BAR_BYTES = 2_000;

/** Bytes that each look at a large job brings: the answers to the requests that each way of waiting has sent. */
export async function bytesOfALook(): Promise<Row[]> {
  const ways: Record<string, (fake: FakeVertexAi) => Promise<unknown>> = {
    ours: ({ endpoint }) => {
      const options = { deadline: new Deadline(60_000), missingIsStopped: false, requestedBefore: false };
      return vertexAiAt(endpoint)
        .coordinatorOf(PIPELINE_JOBS, PLACE)
        .stop({ ...PLACE, jobId: "a" }, options);
    },
    "Vertex Python SDK": ({ url }) => runPython(join(repository, "bench", "peers", "wait_with_sdk.py"), [url, "a"], {}),
    "curl in a loop, every 1 s": ({ endpoint }) => loopOfCurl(endpoint, "a"),
  };
  const row = (who: string, value: number): Row => ({
    benchmark: "bytes of a look",
    case: `a job with ${TASKS.toLocaleString("en-US")} tasks`,
    who,
    metric: "largest answer",
    value,
    unit: "bytes",
  });
  const rows: Row[] = [];
  for (const [who, wait] of Object.entries(ways)) rows.push(row(who, await largestAnswer(wait)));
  return [...rows, row("bar", BAR_BYTES)];
}

async function largestAnswer(wait: (fake: FakeVertexAi) => Promise<unknown>): Promise<number> {
  const fake = await FakeVertexAi.start({ timeToCancelMs: TIME_TO_CANCEL_MS });
  try {
    const taskDetails = Array.from({ length: TASKS }, (_, index) => ({
      taskId: `${index}`,
      taskName: `train-${index}`,
    }));
    fake.addPipelineJob({ ...PLACE, pipelineJobId: "a", jobDetail: { taskDetails } });
    await wait(fake);
    const looks = fake.requests.filter(({ method }) => method === "GET");
    const answers = looks.map(({ path, query }) =>
      gaxios.request<string>({ url: `${fake.url}${path}`, params: query, responseType: "text" }),
    );
    return Math.max(...(await Promise.all(answers)).map(({ data }) => Buffer.byteLength(data)));
  } finally {
    await fake.stop();
  }
}
