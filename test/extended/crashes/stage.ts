import { FakeVertexAi } from "../../../src/testing";
import { javaScriptProject, yamlProject } from "../../support/projectFolder";
import { PulumiStack } from "../../support/pulumiStack";
import { addJobs } from "../../support/sweepJobs";
import { PLACE } from "../../support/withFake";
import type { Adapter, Kind } from "./moments";

const LABELS = { environment: "pr-7" };

const OPTIONS = { cancelOn: ["create", "delete"], cancelChildJobs: true };

/** The resource that each program declares. */
const RESOURCES: Readonly<Record<Kind, { readonly type: string; readonly inputs: object }>> = {
  job: { type: "PipelineJobCancellation", inputs: { pipelineJobId: "job-1", ...OPTIONS } },
  sweep: {
    type: "JobSweep",
    inputs: {
      selector: { labels: LABELS },
      exclude: { labels: { keep: "*" } },
      regions: ["us-central1", "europe-west4"],
      ...OPTIONS,
    },
  },
};

function projectOf(kind: Kind, adapter: Adapter): (folder: string) => void {
  const { type, inputs } = RESOURCES[kind];
  if (adapter === "plugin") {
    return (folder) =>
      yamlProject(folder, { resources: { stop: { type: `vertex-jobs:${type}`, properties: inputs } } });
  }
  const program = `new (require("pulumi-vertex-jobs").${type})("stop", ${JSON.stringify(inputs)});`;
  return (folder) => javaScriptProject(folder, program);
}

/** A stack that stops one job or sweeps several. */
export class Stage {
  /** Full names of the jobs that it means, sorted. */
  jobs: readonly string[] = [];

  private constructor(
    readonly kind: Kind,
    readonly stack: PulumiStack,
  ) {}

  static async create(kind: Kind, adapter: Adapter): Promise<Stage> {
    const project = projectOf(kind, adapter);
    return new Stage(kind, await PulumiStack.create({ project, isInline: false, config: {} }));
  }

  /** Lets the stack call a fake that has jobs which never stop, and one that no stack means. */
  async openFake(): Promise<FakeVertexAi> {
    const fake = await FakeVertexAi.start({ timeToCancelMs: Number.POSITIVE_INFINITY });
    const regions = this.kind === "job" ? [PLACE.region] : [PLACE.region, PLACE.region, "europe-west4", "europe-west4"];
    this.jobs = regions.map((region, index) => addJobWithChild(fake, region, index + 1)).sort();
    addJobs(fake, { prefix: "kept", count: 1, labels: { ...LABELS, keep: "yes" } });
    this.stack.setVariable("GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT", fake.endpoint);
    this.stack.setVariable("GOOGLE_OAUTH_ACCESS_TOKEN", "secret-token-of-the-stack");
    this.stack.setVariable("GOOGLE_PROJECT", PLACE.project);
    this.stack.setVariable("GOOGLE_REGION", PLACE.region);
    return fake;
  }
}

function addJobWithChild(fake: FakeVertexAi, region: string, number: number): string {
  const job = fake.addCustomJob({ ...PLACE, region, customJobId: `${number}` });
  const jobDetail = { taskDetails: [{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }] };
  return fake.addPipelineJob({ ...PLACE, region, pipelineJobId: `job-${number}`, labels: LABELS, jobDetail });
}

/** From now on what is cancelling stops when it is looked at for the second time. */
export function letJobsStop(fake: FakeVertexAi): void {
  let looks = 0;
  fake.onRequest(({ apiMethod = "" }) => {
    const cancelling = fake.pipelineJobs.filter(({ state }) => state === "PIPELINE_STATE_CANCELLING");
    if (cancelling.length === 0 || !/^pipelineJobs\.(get|list)$/.test(apiMethod)) return;
    looks += 1;
    if (looks < 2) return;
    for (const { name } of cancelling) fake.setPipelineJobState(String(name), "PIPELINE_STATE_CANCELLED");
  });
}

/** How often each job was asked to stop, with effect. */
export function effectiveCancels(fake: FakeVertexAi): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { apiMethod, path, body, fault } of fake.requests) {
    if (fault !== undefined && !("effect" in fault && fault.effect)) continue;
    const single = apiMethod === "pipelineJobs.cancel" ? [path.replace(/^\/v1\/|:cancel$/g, "")] : [];
    const names = apiMethod === "pipelineJobs.batchCancel" ? (body as { names: string[] }).names : single;
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
