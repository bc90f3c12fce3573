import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeVertexAi } from "../src/testing";
import { consumerProject } from "../test/support/projectFolder";
import { PulumiStack } from "../test/support/pulumiStack";
import { repository } from "../test/support/repository";
import { addJobs } from "../test/support/sweepJobs";
import { PLACE } from "../test/support/withFake";
import { median, type Row } from "./row";

const FLOOR = "a resource that does nothing";
const PROGRAMS = [
  { who: "ours", file: "ours.js" },
  { who: FLOOR, file: "noOperation.js" },
  { who: "dynamic resource, looks every 5 s", file: "dynamicResource.js" },
  { who: "curl in a loop, every 1 s", file: "curlLoop.js" },
];

/** Resources that the engine works on at once, on two cores. */
const ENGINE_AT_ONCE = 8;

interface Case {
  readonly count: number;
  /** One run each; they differ, so that no interval between looks fits all of them. */
  readonly timesToCancelMs: readonly number[];
}

const CASES: Case[] = [
  { count: 1, timesToCancelMs: [2_100, 2_300, 2_500, 2_700, 2_900] },
  { count: 100, timesToCancelMs: [2_000] },
];

/** What one `pulumi up` took. */
interface Up {
  /** Without what the jobs themselves took to stop. */
  readonly secondsBeyond: number;
  readonly cpuSeconds: number;
  readonly stateBytes: number;
}

/** `pulumi up` of cancellations, as processes of their own, beside what people write instead. */
export async function upOfCancellations(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { count, timesToCancelMs } of CASES) {
    const ups = new Map<string, Up[]>(PROGRAMS.map(({ who }) => [who, []]));
    for (const timeToCancelMs of timesToCancelMs) {
      for (const { who, file } of PROGRAMS) {
        ups.get(who)?.push(await up(file, count, who === FLOOR ? 0 : timeToCancelMs));
      }
    }
    const add = (who: string, metric: string, value: number, unit: string) =>
      rows.push({ benchmark: "pulumi up of cancellations", case: `${count} of them`, who, metric, value, unit });
    const middle = (who: string, figure: (up: Up) => number) => median((ups.get(who) ?? []).map(figure));
    for (const { who } of PROGRAMS) {
      add(
        who,
        "beyond the server's own time",
        middle(who, (one) => one.secondsBeyond),
        "s",
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
    if (count === 1) add("bar", "beyond the server's own time", floor * 1.15, "s");
    add("bar", "state of one", 4_000, "bytes");
  }
  return rows;
}

async function up(file: string, count: number, timeToCancelMs: number): Promise<Up> {
  const fake = await FakeVertexAi.start({ timeToCancelMs });
  const names = addJobs(fake, { prefix: "job", count });
  const stack = await PulumiStack.create({
    project: (folder) => fillProject(folder, file),
    isInline: false,
    config: { "gcp:project": PLACE.project, "gcp:region": PLACE.region, "gcp:vertexAiCustomEndpoint": fake.endpoint },
    secretConfig: { "gcp:accessToken": "token" },
  });
  try {
    const { seconds, cpuSeconds } = await stack.timed("up", { JOBS: names.join(","), ENDPOINT: fake.endpoint });
    const active = fake.pipelineJobs.filter(({ state }) => state !== "PIPELINE_STATE_CANCELLED").length;
    if (active > 0 && file !== "noOperation.js") throw new Error(`${file} has left ${active} jobs`);
    const stateBytes = JSON.stringify(await stack.recorded("job-1")).length;
    const ownSeconds = (Math.ceil(count / ENGINE_AT_ONCE) * timeToCancelMs) / 1_000;
    return { secondsBeyond: seconds - ownSeconds, cpuSeconds, stateBytes };
  } finally {
    await stack.remove();
    await fake.stop();
  }
}

function fillProject(folder: string, program: string): void {
  consumerProject(folder);
  symlinkSync(
    join(repository, "node_modules", "google-auth-library"),
    join(folder, "node_modules/google-auth-library"),
  );
  copyFileSync(join(__dirname, "peers", "programs", program), join(folder, "index.js"));
  const dependencies = { "@pulumi/pulumi": "*", "google-auth-library": "*", "pulumi-vertex-pipeline-jobs": "*" };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "project", main: "index.js", dependencies }));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: project\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  );
}
