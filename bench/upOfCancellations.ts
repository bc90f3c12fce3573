import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeVertexAi, type PipelineJobSeed } from "../src/testing";
import { consumerProject } from "../test/support/projectFolder";
import { PulumiStack } from "../test/support/pulumiStack";
import { repository } from "../test/support/repository";
import { activeIds, addJobs } from "../test/support/sweepJobs";
import { PLACE } from "../test/support/withFake";
import { median, type Row } from "./row";

const FLOOR = "a resource that does nothing";

/** What is declared of each job, and how. */
interface Program {
  readonly who: string;
  readonly file: string;
  readonly requestsPerMinute?: number;
}

const OURS: Program = { who: "ours", file: "ours.js" };
const NO_OPERATION: Program = { who: FLOOR, file: "noOperation.js" };
/** They ask without a look, which the service refuses for a job that has ended. */
const OTHERS: Program[] = [
  { who: "dynamic resource, looks every 5 s", file: "dynamicResource.js" },
  { who: "curl in a loop, every 1 s", file: "curlLoop.js" },
];
const OURS_UNBOUNDED: Program = { ...OURS, who: "ours, requestsPerMinute 600", requestsPerMinute: 600 };

/** Resources that the engine works on at once unless it is said, on two cores. */
const ENGINE_AT_ONCE = 8;

/** What Google allows a project in a region. */
export const QUOTA = { requestsPerMinute: 600, batchesPerMinute: 60 };

interface Case {
  readonly name: string;
  readonly count: number;
  /** Of the jobs; default: running. */
  readonly state?: PipelineJobSeed["state"];
  readonly programs: readonly Program[];
  /** Resources that the engine works on at once; default: as many as it wants. */
  readonly parallel?: number;
  /** What is promised: time beyond the server's own and that of a stack that does nothing, and requests. */
  readonly bars?: { readonly seconds: number; readonly requests: number };
  /** One run each; they differ, so that no interval between looks fits all of them. */
  readonly timesToCancelMs: readonly number[];
}

const CASES: Case[] = [
  {
    name: "1 of them, whose job has ended already",
    count: 1,
    state: "PIPELINE_STATE_SUCCEEDED",
    programs: [OURS, NO_OPERATION],
    timesToCancelMs: [0, 0, 0, 0, 0],
  },
  {
    name: "1 of them",
    count: 1,
    programs: [OURS, NO_OPERATION, ...OTHERS],
    timesToCancelMs: [2_100, 2_300, 2_500, 2_700, 2_900],
  },
  {
    name: "100 of them",
    count: 100,
    programs: [OURS, OURS_UNBOUNDED, NO_OPERATION, ...OTHERS],
    bars: { seconds: 10, requests: 150 },
    timesToCancelMs: [2_000],
  },
  {
    name: "100 of them, --parallel 100",
    count: 100,
    programs: [OURS, NO_OPERATION, ...OTHERS],
    parallel: 100,
    bars: { seconds: 3, requests: 60 },
    timesToCancelMs: [4_000],
  },
];

/** What one `pulumi up` took. */
interface Up {
  /** Without what the jobs themselves took to stop. */
  readonly secondsBeyond: number;
  readonly cpuSeconds: number;
  readonly stateBytes: number;
  readonly requests: number;
}

/** `pulumi up` of cancellations, as processes of their own, beside what people write instead. */
export async function upOfCancellations(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const one of CASES) {
    const { name, count, programs, timesToCancelMs, bars } = one;
    const ups = new Map<string, Up[]>(programs.map(({ who }) => [who, []]));
    for (const timeToCancelMs of timesToCancelMs) {
      for (const program of programs) {
        ups.get(program.who)?.push(await up(program, one, program.who === FLOOR ? 0 : timeToCancelMs));
      }
    }
    const add = (who: string, metric: string, value: number, unit: string) =>
      rows.push({ benchmark: "pulumi up of cancellations", case: name, who, metric, value, unit });
    const middle = (who: string, figure: (up: Up) => number) => median((ups.get(who) ?? []).map(figure));
    for (const { who } of programs) {
      add(
        who,
        "beyond the server's own time",
        middle(who, (one) => one.secondsBeyond),
        "s",
      );
      add(
        who,
        "requests",
        middle(who, (one) => one.requests),
        "",
      );
      add(
        who,
        "CPU",
        middle(who, (one) => one.cpuSeconds),
        "s",
      );
      add(
        who,
        "state of one",
        middle(who, (one) => one.stateBytes),
        "bytes",
      );
    }
    const floor = middle(FLOOR, (one) => one.secondsBeyond);
    // The mean lag of a wait is half a second.
    if (count === 1) add("bar", "beyond the server's own time", floor * 1.15 + 0.5, "s");
    if (bars) add("bar", "beyond the server's own time", floor + bars.seconds, "s");
    if (bars) add("bar", "requests", bars.requests, "");
    add("bar", "state of one", 4_000, "bytes");
  }
  return rows;
}

async function up({ file, requestsPerMinute }: Program, one: Case, timeToCancelMs: number): Promise<Up> {
  const { count, state, parallel } = one;
  const fake = await FakeVertexAi.start({ timeToCancelMs, quota: QUOTA });
  const names = addJobs(fake, { prefix: "job", count, ...(state && { state }) });
  const stack = await stackOf(file, fake);
  try {
    const { seconds, cpuSeconds } = await stack.timed(
      "up",
      {
        ...jobsOf(names, fake),
        ...(requestsPerMinute !== undefined && { REQUESTS_PER_MINUTE: String(requestsPerMinute) }),
      },
      parallel === undefined ? [] : ["--parallel", String(parallel)],
    );
    const active = activeIds(fake).length;
    if (active > 0 && file !== "noOperation.js") throw new Error(`${file} has left ${active} jobs`);
    const stateBytes = JSON.stringify(await stack.recorded("job-1")).length;
    const ownSeconds = (Math.ceil(count / (parallel ?? ENGINE_AT_ONCE)) * timeToCancelMs) / 1_000;
    return { secondsBeyond: seconds - ownSeconds, cpuSeconds, stateBytes, requests: fake.requests.length };
  } finally {
    await stack.remove();
    await fake.stop();
  }
}

/** A stack with one of the programs, which calls a fake. */
export function stackOf(file: string, fake: FakeVertexAi): Promise<PulumiStack> {
  return PulumiStack.create({
    project: (folder) => fillProject(folder, file),
    isInline: false,
    config: { "gcp:project": PLACE.project, "gcp:region": PLACE.region, "gcp:vertexAiCustomEndpoint": fake.endpoint },
    secretConfig: { "gcp:accessToken": "token" },
  });
}

/** Which jobs a program stops, as its environment tells it. */
export function jobsOf(names: readonly string[], { endpoint }: FakeVertexAi): Record<string, string> {
  return { JOBS: names.join(","), ENDPOINT: endpoint };
}

function fillProject(folder: string, program: string): void {
  consumerProject(folder);
  symlinkSync(
    join(repository, "node_modules", "google-auth-library"),
    join(folder, "node_modules/google-auth-library"),
  );
  copyFileSync(join(__dirname, "peers", "programs", program), join(folder, "index.js"));
  const dependencies = { "@pulumi/pulumi": "*", "google-auth-library": "*", "pulumi-vertex-jobs": "*" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "project", main: "index.js", dependencies }));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: project\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  );
}
