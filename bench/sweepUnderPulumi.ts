import * as pulumi from "@pulumi/pulumi";
import { JobSweep } from "../src";
import { FakeVertexAi } from "../src/testing";
import { consumerProject } from "../test/support/projectFolder";
import { PulumiStack } from "../test/support/pulumiStack";
import { median, type Row } from "./row";

const JOBS = 1_000;
const TIME_TO_CANCEL_MS = 4_000;
const RUNS = 3;

/** What any dynamic resource costs. */
class NoOperation extends pulumi.dynamic.Resource {
  constructor(name: string) {
    super({ create: async () => ({ id: "none" }) }, name, {});
  }
}

/** `pulumi up` of one sweep of a thousand jobs, beside that of a resource that does nothing. */
export async function sweepUnderPulumi(): Promise<Row[]> {
  const noOperation: number[] = [];
  const sweep: number[] = [];
  const requests: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    noOperation.push(await upSeconds("http://127.0.0.1:1/v1/", async () => void new NoOperation("none")));
    const fake = await FakeVertexAi.start({ timeToCancelMs: TIME_TO_CANCEL_MS });
    for (let index = 0; index < JOBS; index += 1) {
      fake.addPipelineJob({ project: "p", region: "us-central1", pipelineJobId: `job-${index}` });
    }
    const program = async () => void new JobSweep("all", { selector: { allJobs: true }, maxJobs: JOBS });
    sweep.push(await upSeconds(fake.endpoint, program));
    requests.push(fake.requests.length);
    const left = fake.pipelineJobs.filter(({ state }) => state !== "PIPELINE_STATE_CANCELLED").length;
    if (left > 0) throw new Error(`${left} jobs are left`);
    await fake.stop();
  }
  const beyond = median(sweep) - median(noOperation) - TIME_TO_CANCEL_MS / 1000;
  const row = (who: string, metric: string, value: number, unit: string): Row => {
    return { benchmark: "sweep under pulumi up", case: `${JOBS} jobs that take 4 s to stop`, who, metric, value, unit };
  };
  return [
    row("a resource that does nothing", "pulumi up", median(noOperation), "s"),
    row("ours", "pulumi up", median(sweep), "s"),
    row("ours", "beyond both", beyond, "s"),
    row("bar", "beyond both", 2, "s"),
    row("ours", "requests", Math.max(...requests), ""),
    row("bar", "requests", 90, ""),
  ];
}

async function upSeconds(endpoint: string, program: pulumi.automation.PulumiFn): Promise<number> {
  const stack = await PulumiStack.create({
    project: consumerProject,
    isInline: true,
    config: { "gcp:project": "p", "gcp:region": "us-central1", "gcp:vertexAiCustomEndpoint": endpoint },
    secretConfig: { "gcp:accessToken": "token" },
  });
  try {
    stack.program = program;
    const startMs = performance.now();
    await stack.up();
    return (performance.now() - startMs) / 1000;
  } finally {
    await stack.remove();
  }
}
