import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "../test/support/repository";
import { median, type Row } from "./row";

const RUNS = 9;

/** What a process has loaded when it begins, and what is asked of it then. */
interface Stage {
  readonly case: string;
  readonly who: string;
  /** Modules that are there already. */
  readonly before: readonly string[];
  /** Modules whose loading is measured. */
  readonly loaded: readonly string[];
}

const PULUMI = "@pulumi/pulumi";
const dist = (module: string) => join(repository, "dist", module);
const PROGRAM = "importing in a program";
const PROCESS = "importing in the provider process";
const FIRST_CALL = "first call of the API in the provider process";

/** The provider process has the SDK and gRPC already; what comes lazily is loaded on the first call of the API. */
const STAGES: Stage[] = [
  { case: PROGRAM, who: "@pulumi/pulumi", before: [], loaded: [PULUMI] },
  { case: PROGRAM, who: "ours", before: [PULUMI], loaded: [dist("index.js")] },
  { case: PROCESS, who: "@pulumi/pulumi", before: [], loaded: [PULUMI] },
  { case: PROCESS, who: "ours", before: [PULUMI], loaded: [dist("provider/index.js")] },
  {
    case: FIRST_CALL,
    who: "ours",
    before: [PULUMI, dist("provider/index.js")],
    loaded: [dist("vertex/http/transport.js"), dist("vertex/vertexAi.js"), dist("vertex/http/caller.js")],
  },
  {
    case: FIRST_CALL,
    who: "google-auth-library alone",
    before: [PULUMI, dist("provider/index.js")],
    loaded: ["google-auth-library"],
  },
  {
    case: FIRST_CALL,
    who: "google-cloud/aiplatform, Google's client",
    before: [PULUMI],
    loaded: ["@google-cloud/aiplatform"],
  },
];

interface Loaded {
  readonly ms: number;
  readonly bytes: number;
  readonly modules: number;
}

/** Time, memory and modules of importing the package, beside the SDK that every program and provider process has loaded. */
export async function startUp(): Promise<Row[]> {
  const runs = STAGES.map((): Loaded[] => []);
  // In turn, so that whatever else the machine does meanwhile befalls all of them.
  for (let run = 0; run < RUNS; run += 1) STAGES.forEach((stage, index) => void runs[index]?.push(load(stage)));
  const rows = STAGES.flatMap((stage, index) => rowsOf(stage, runs[index] ?? []));
  const bar = { benchmark: "start-up", case: PROGRAM, who: "bar", metric: "time", value: 50, unit: "ms" };
  return [...rows, bar];
}

function rowsOf(stage: Stage, runs: readonly Loaded[]): Row[] {
  const row = (metric: string, value: number, unit: string): Row => {
    return { benchmark: "start-up", case: stage.case, who: stage.who, metric, value, unit };
  };
  return [
    row("time", median(runs.map(({ ms }) => ms)), "ms"),
    row("memory", median(runs.map(({ bytes }) => bytes)) / 1e6, "MB"),
    row("modules", median(runs.map(({ modules }) => modules)), ""),
  ];
}

function load({ before, loaded }: Stage): Loaded {
  const script = `
    const [before, loaded] = JSON.parse(process.argv[1]);
    before.forEach((module) => require(module));
    global.gc();
    const count = Object.keys(require.cache).length;
    const { rss } = process.memoryUsage();
    const start = performance.now();
    loaded.forEach((module) => require(module));
    const ms = performance.now() - start;
    const modules = Object.keys(require.cache).length - count;
    console.log(JSON.stringify({ ms, bytes: process.memoryUsage().rss - rss, modules }));`;
  const args = ["--expose-gc", "-e", script, JSON.stringify([before, loaded])];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: repository, encoding: "utf8" });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout) as Loaded;
}
