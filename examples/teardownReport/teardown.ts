// Tears a stack down, and prints what became of its pipeline jobs: tsx teardown.ts STACK
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { getJobs } from "pulumi-vertex-jobs";

interface RecordedResource {
  readonly type: string;
  readonly outputs?: { readonly name?: string; readonly activeJobs?: readonly string[] };
}

/** Full names of the jobs that the stack's resources would stop now. */
async function jobsOf(stack: Stack): Promise<string[]> {
  await stack.refresh({ onOutput: console.error });
  const { deployment } = await stack.exportStack();
  const resources: RecordedResource[] = deployment.resources ?? [];
  const names = resources
    .filter(({ type }) => /:(PipelineJobCancellation|JobSweep)$/.test(type))
    .flatMap(({ outputs }) => outputs?.activeJobs ?? outputs?.name ?? []);
  return [...new Set(names)];
}

/** Looks at jobs with the stack's own settings. */
async function look(names: readonly string[], config: Record<string, string>) {
  if (names.length === 0) return [];
  pulumi.runtime.setAllConfig(config);
  const [, project = ""] = (names[0] ?? "").split("/");
  const regions = [...new Set(names.map((name) => name.split("/")[3] ?? ""))];
  const { jobs } = await getJobs({ project, regions, selector: { names: [...names] }, limit: names.length });
  return jobs;
}

async function teardown(stackName: string) {
  const stack = await LocalWorkspace.selectStack({ stackName, workDir: __dirname });
  const settings = await stack.getAllConfig();
  const config = Object.fromEntries(Object.entries(settings).map(([key, { value }]) => [key, value]));
  const names = await jobsOf(stack);
  const before = await look(names, config);
  const startedMs = Date.now();
  const failure = await stack.destroy({ onOutput: console.error }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const after = new Map((await look(names, config)).map((job) => [job.name, job]));
  return {
    stack: stackName,
    result: failure === undefined ? "succeeded" : "failed",
    seconds: Math.round((Date.now() - startedMs) / 1_000),
    pipelineJobs: before.map(({ name, state }) => ({ name, before: state, after: after.get(name)?.state })),
    ...(failure !== undefined && { failure }),
  };
}

async function main() {
  const report = await teardown(process.argv[2] ?? "dev");
  console.log(JSON.stringify(report, null, 2));
  if (report.result === "failed") process.exitCode = 1;
}

void main();
