import { join } from "node:path";
import PQueue from "p-queue";
import { FakeVertexAi } from "../src/testing";
import { Deadline } from "../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../src/vertex/kinds/kinds";
import { JobSweeper } from "../src/vertex/stopping/jobSweeper";
import { runPython } from "../test/extended/clients/vertexSdk";
import { repository } from "../test/support/repository";
import { ResourceDriver } from "../test/support/resourceDriver";
import { addJobs } from "../test/support/sweepJobs";
import { vertexAiAt } from "../test/support/vertexAi";
import { inVirtualTime } from "../test/support/virtualTime";
import { PLACE } from "../test/support/withFake";
import { ClockServer } from "./clockServer";
import { JumpingClock } from "./jumpingClock";
import { runMeasured, type Usage } from "./measuredNode";
import type { Row } from "./row";

const SIZES = [100, 1_000, 10_000];
const TIME_TO_CANCEL_MS = 4_000;
const LATENCY_MS = 50;
const QUOTA = { requestsPerMinute: 600, batchesPerMinute: 60 };
const SERVICE = { latencyMs: LATENCY_MS, timeToCancelMs: TIME_TO_CANCEL_MS, quota: QUOTA };
const BATCH_SIZE = 32;
const HOUR_MS = 3_600_000;

/** Resources that the engine works on at once, on two cores. */
const ENGINE_AT_ONCE = 8;

/** What a sweep took, in the service's time. */
interface Swept extends Partial<Usage> {
  readonly seconds: number;
  readonly requests: number;
  readonly quotaExceeded: number;
  readonly left: number;
  /** How much faster the clock ran than this machine's. */
  readonly speed: number;
}

/** Stopping all jobs of a region under Google's quota, ours beside what else there is. */
export async function sweepOnTheQuota(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of SIZES) {
    const add = (who: string, swept: Omit<Swept, "speed"> & Partial<Swept>) => rows.push(...rowsOf(count, who, swept));
    add("ours", { ...(await sweepOurs(count)), ...(await usageOfCommand(count)) });
    const { requestsPerMinute } = QUOTA;
    add("ours, requestsPerMinute 600", {
      ...(await sweepOurs(count, requestsPerMinute)),
      ...(await usageOfCommand(count, requestsPerMinute)),
    });
    add("batch_cancel of the Python SDK", await sweepWithSdk(count, "batch"));
    add("loop with the Python SDK", await sweepWithSdk(count, "loop"));
    add("one PipelineJobCancellation a job", await cancelEach(count));
    add("bound", boundOf(count));
  }
  return [...rows, ...bars()];
}

function rowsOf(count: number, who: string, swept: Omit<Swept, "speed"> & Partial<Swept>): Row[] {
  const figures: [string, number | undefined, string][] = [
    ["time", swept.seconds, "s"],
    ["requests", swept.requests, ""],
    ["429s", swept.quotaExceeded, ""],
    ["jobs left running", swept.left, ""],
    ["peak memory", swept.peakBytes && swept.peakBytes / 1e6, "MB"],
    ["CPU", swept.cpuSeconds, "s"],
    ["clock runs faster by", swept.speed, "×"],
  ];
  return figures.flatMap(([metric, value, unit]) =>
    value === undefined ? [] : [{ benchmark: "sweep on the quota", case: caseOf(count), who, metric, value, unit }],
  );
}

function bars(): Row[] {
  const bar = (count: number, metric: string, value: number, unit: string): Row => {
    return { benchmark: "sweep on the quota", case: caseOf(count), who: "bar", metric, value, unit };
  };
  return [
    bar(1_000, "time", TIME_TO_CANCEL_MS / 1_000 + 2, "s"),
    bar(1_000, "requests", 90, ""),
    bar(10_000, "time", boundOf(10_000).seconds / 0.9, "s"),
  ];
}

function caseOf(count: number): string {
  return `${count.toLocaleString("en-US")} jobs`;
}

/** What batches and requests allow in a minute, and the server's own time. */
function boundOf(count: number): Omit<Swept, "speed"> {
  const perMinute = QUOTA.batchesPerMinute * BATCH_SIZE + QUOTA.requestsPerMinute;
  const minutes = count <= perMinute ? 0 : count / perMinute;
  const seconds = minutes * 60 + (TIME_TO_CANCEL_MS + 2 * LATENCY_MS) / 1_000;
  return { seconds, requests: Math.ceil(count / BATCH_SIZE) + 2, quotaExceeded: 0, left: 0 };
}

function sweepOurs(count: number, requestsPerMinute?: number): Promise<Swept> {
  return onVirtualClock(count, async (fake) => {
    const sweeper = new JobSweeper(vertexAiAt(fake.endpoint), {
      locations: [PLACE],
      selections: [{ selector: { allJobs: true }, kind: PIPELINE_JOBS, nowMs: Date.now() }],
      maxJobs: count,
      deadline: new Deadline(HOUR_MS),
      before: [],
      ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    });
    await sweeper.sweep();
  });
}

async function cancelEach(count: number): Promise<Swept> {
  const swept = await onVirtualClock(count, async (fake, names) => {
    const provider = new ResourceDriver("PipelineJobCancellation", fake.endpoint);
    const engine = new PQueue({ concurrency: ENGINE_AT_ONCE });
    await engine.addAll(names.map((name) => () => provider.create({ name })));
  });
  return { ...swept, ...(await usageOfCancellations(count)) };
}

/** Does something in this process, whose clock is moved on whenever there is nothing but timers to wait for. */
async function onVirtualClock(
  count: number,
  work: (fake: FakeVertexAi, names: string[]) => Promise<unknown>,
): Promise<Swept> {
  const startMs = performance.now();
  const swept = await inVirtualTime(
    async () => {
      const fake = await FakeVertexAi.start(SERVICE);
      const names = addJobs(fake, { prefix: "job", count });
      const began = Date.now();
      await work(fake, names);
      const figures = figuresOf(fake, Date.now() - began);
      await fake.stop();
      return figures;
    },
    { maxSteps: Number.POSITIVE_INFINITY },
  );
  return { ...swept, speed: swept.seconds / ((performance.now() - startMs) / 1_000) };
}

/** Lets the SDK stop jobs, on a clock that jumps to whatever it waits for. */
async function sweepWithSdk(count: number, way: "loop" | "batch"): Promise<Swept> {
  const clock = new JumpingClock();
  const fake = await FakeVertexAi.start({ ...SERVICE, clock });
  const clockServer = await ClockServer.start(clock);
  try {
    addJobs(fake, { prefix: "job", count });
    const began = clock.now();
    const startMs = performance.now();
    const program = join(repository, "bench", "peers", "vertex_python_sdk.py");
    const usage = (await runPython(program, [way, fake.url, clockServer.url], {})) as Usage;
    const swept = figuresOf(fake, clock.now() - began);
    return { ...swept, ...usage, speed: swept.seconds / ((performance.now() - startMs) / 1_000) };
  } finally {
    clockServer.stop();
    await fake.stop();
  }
}

function figuresOf(fake: FakeVertexAi, tookMs: number): Omit<Swept, "speed"> {
  return {
    seconds: tookMs / 1_000,
    requests: fake.requests.length,
    quotaExceeded: fake.requests.filter(({ status }) => status === 429).length,
    left: fake.pipelineJobs.filter(({ state }) => state === "PIPELINE_STATE_RUNNING").length,
  };
}

/** Memory and computing time of a process of its own, whose waits pass faster; no quota, no latency. */
async function usageOf(count: number, clockSpeed: number, args: (names: string[]) => RunArgs): Promise<Usage> {
  const fake = await FakeVertexAi.start({ timeToCancelMs: TIME_TO_CANCEL_MS / clockSpeed });
  const { script, input = "", rest = [] } = args(addJobs(fake, { prefix: "job", count }));
  const env = {
    GOOGLE_PROJECT: PLACE.project,
    GOOGLE_REGION: PLACE.region,
    GOOGLE_OAUTH_ACCESS_TOKEN: "token",
    GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT: fake.endpoint,
  };
  const usage = await runMeasured([join(repository, script), ...rest], { env, clockSpeed, input });
  await fake.stop();
  return usage;
}

interface RunArgs {
  /** A file of this repository. */
  readonly script: string;
  readonly rest?: readonly string[];
  readonly input?: string;
}

function usageOfCommand(count: number, requestsPerMinute?: number): Promise<Usage> {
  const budget = requestsPerMinute === undefined ? [] : ["--requests-per-minute", String(requestsPerMinute)];
  const rest = ["stop", "--all", "--yes", "--max", String(count), "--output", "json", ...budget];
  return usageOf(count, 20, () => ({ script: "dist/commandLine/command.js", rest }));
}

function usageOfCancellations(count: number): Promise<Usage> {
  return usageOf(count, 500, (names) => ({ script: "bench/peers/oneCancellationAJob.cjs", input: names.join("\n") }));
}
