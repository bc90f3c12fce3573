import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FakeVertexAi } from "../src/testing";
import { eventually } from "../test/support/eventually";
import { pluginFiles } from "../test/support/pluginArchive";
import { yamlProject } from "../test/support/projectFolder";
import { PulumiStack } from "../test/support/pulumiStack";
import { repository } from "../test/support/repository";
import { calls, PLACE } from "../test/support/withFake";
import { median, type Row } from "./row";

const RUNS = 5;

/** A plugin, and the resource of a program that uses it. */
interface Plugin {
  readonly who: string;
  /** Path of what the CLI starts. */
  readonly executable: () => Promise<string>;
  readonly name: string;
  readonly resource: object;
}

const CANCELLATION = { type: "vertex-jobs:PipelineJobCancellation", properties: { pipelineJobId: "a" } };

const PLUGINS: Plugin[] = [
  {
    who: "ours",
    executable: async () => (await pluginFiles()).executable,
    name: "pulumi-resource-vertex-jobs",
    resource: CANCELLATION,
  },
  {
    who: "ours, from npm",
    executable: async () => join(repository, "test", "support", "plugin", "pulumi-resource-vertex-jobs"),
    name: "pulumi-resource-vertex-jobs",
    resource: CANCELLATION,
  },
  {
    who: "a plugin that does nothing",
    executable: async () => join(repository, "bench", "peers", "plugins", "noOperation.cjs"),
    name: "pulumi-resource-noop",
    resource: { type: "noop:Nothing" },
  },
];

interface Times {
  readonly preview: number;
  readonly up: number;
}

/** `pulumi preview` and `pulumi up` of a YAML program with one resource, and how soon Ctrl-C ends an up that waits. */
export async function yamlProgram(): Promise<Row[]> {
  const times = new Map<string, Times[]>(PLUGINS.map(({ who }) => [who, []]));
  // In turn, so that whatever else the machine does meanwhile befalls all of them.
  for (let run = 0; run < RUNS; run += 1) {
    for (const plugin of PLUGINS) times.get(plugin.who)?.push(await timesOf(plugin));
  }
  const row = (who: string, metric: string, value: number): Row => {
    return { benchmark: "YAML program", case: "one resource", who, metric, value, unit: "s" };
  };
  const middle = (who: string, verb: keyof Times) => median((times.get(who) ?? []).map((one) => one[verb]));
  const floor = middle("a plugin that does nothing", "preview");
  return [
    ...PLUGINS.flatMap(({ who }) => [
      row(who, "pulumi preview", middle(who, "preview")),
      row(who, "pulumi up", middle(who, "up")),
    ]),
    row("bar", "pulumi preview", floor * 1.5),
    row("ours", "from Ctrl-C to the end", await interruptionSeconds()),
    row("bar", "from Ctrl-C to the end", 2),
  ];
}

async function timesOf(plugin: Plugin): Promise<Times> {
  const fake = await FakeVertexAi.start({ timeToCancelMs: 0 });
  fake.addPipelineJob({ ...PLACE, pipelineJobId: "a" });
  const stack = await stackOf(plugin, fake);
  try {
    const { seconds: preview } = await stack.timed("preview");
    const { seconds: up } = await stack.timed("up");
    return { preview, up };
  } finally {
    await stack.remove();
    await fake.stop();
  }
}

async function interruptionSeconds(): Promise<number> {
  const [ours] = PLUGINS;
  const fake = await FakeVertexAi.start({ timeToCancelMs: Number.POSITIVE_INFINITY });
  fake.addPipelineJob({ ...PLACE, pipelineJobId: "a" });
  const stack = await stackOf(ours as Plugin, fake);
  try {
    const up = stack.start("up");
    await eventually(
      "a look after the cancel",
      () => calls(fake).slice(-2).join() === "pipelineJobs.get,pipelineJobs.get",
    );
    const startMs = performance.now();
    up.kill("SIGINT");
    await up.ended;
    return (performance.now() - startMs) / 1_000;
  } finally {
    await stack.remove();
    await fake.stop();
  }
}

async function stackOf({ name, resource, executable }: Plugin, fake: FakeVertexAi): Promise<PulumiStack> {
  const stack = await PulumiStack.create({
    project: (folder) => yamlProject(folder, { resources: { job: resource } }),
    isInline: false,
    config: {
      "vertex-jobs:project": PLACE.project,
      "vertex-jobs:region": PLACE.region,
      "vertex-jobs:vertexAiCustomEndpoint": fake.endpoint,
    },
    secretConfig: { "vertex-jobs:accessToken": "token" },
  });
  const folder = join(dirname(stack.projectFolder), "plugin");
  mkdirSync(folder);
  const path = await executable();
  if (path.endsWith(".cjs")) {
    writeFileSync(join(folder, name), `#!/bin/sh\nexec node '${path}' "$@"\n`);
    chmodSync(join(folder, name), 0o755);
  } else symlinkSync(path, join(folder, name));
  stack.addPluginFolder(folder);
  return stack;
}
