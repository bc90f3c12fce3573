import { FakeVertexAi } from "../src/testing";
import { activeIds, addJobs } from "../test/support/sweepJobs";
import type { Row } from "./row";
import { jobsOf, QUOTA, stackOf } from "./upOfCancellations";

const STACKS = 10;
const JOBS_OF_A_STACK = 10;
const TIME_TO_CANCEL_MS = 4_000;

const PROGRAMS = {
  ours: "ours.js",
  "a resource that does nothing": "noOperation.js",
  "curl in a loop, every 1 s": "curlLoop.js",
};

/** Ten teardowns at once in one region, each with a process and so with a budget of its own. */
export async function upsOfStacks(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [who, file] of Object.entries(PROGRAMS)) {
    const { seconds, requests, quotaExceeded } = await upAtOnce(file);
    const add = (metric: string, value: number, unit: string) =>
      rows.push({
        benchmark: "stacks at once",
        case: `${STACKS} stacks, ${JOBS_OF_A_STACK} jobs each`,
        who,
        metric,
        value,
        unit,
      });
    add("beyond the server's own time", seconds, "s");
    add("requests", requests, "");
    add("429s", quotaExceeded, "");
  }
  return rows;
}

async function upAtOnce(file: string) {
  const isFloor = file === "noOperation.js";
  const fake = await FakeVertexAi.start({ timeToCancelMs: TIME_TO_CANCEL_MS, quota: QUOTA });
  const names = addJobs(fake, { prefix: "job", count: STACKS * JOBS_OF_A_STACK });
  const stacks = await Promise.all(Array.from({ length: STACKS }, () => stackOf(file, fake)));
  try {
    const startMs = performance.now();
    await Promise.all(
      stacks.map((stack, index) => {
        const own = names.slice(index * JOBS_OF_A_STACK, (index + 1) * JOBS_OF_A_STACK);
        return stack.timed("up", jobsOf(own, fake));
      }),
    );
    const active = activeIds(fake).length;
    if (active > 0 && !isFloor) throw new Error(`${file} has left ${active} jobs`);
    const ownMs = isFloor ? 0 : Math.ceil(JOBS_OF_A_STACK / 8) * TIME_TO_CANCEL_MS;
    return {
      seconds: (performance.now() - startMs - ownMs) / 1_000,
      requests: fake.requests.length,
      quotaExceeded: fake.requests.filter(({ status }) => status === 429).length,
    };
  } finally {
    for (const stack of stacks) await stack.remove();
    await fake.stop();
  }
}
