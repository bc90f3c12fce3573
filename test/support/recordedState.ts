import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Deployment } from "@pulumi/pulumi/automation";
import { JobSweep, type JobSweepArgs, PipelineJobCancellation, type PipelineJobCancellationArgs } from "../../src";
import type { PipelineJobSeed } from "../../src/testing";
import type { YamlProgram } from "./projectFolder";
import type { PulumiStack } from "./pulumiStack";
import { repository } from "./repository";

/** A resource of a program, as data. */
export type Declaration = (
  | { readonly type: "PipelineJobCancellation"; readonly args: PipelineJobCancellationArgs }
  | { readonly type: "JobSweep"; readonly args: JobSweepArgs }
) & { readonly name: string; readonly customTimeouts?: CustomResourceOptions["customTimeouts"] };

/** A state that a released version has written, and what it belongs to. */
export interface RecordedState {
  /** Which provider has written it; absent: the dynamic one. */
  readonly adapter?: "plugin";
  readonly program: readonly Declaration[];
  /** The jobs that there were. */
  readonly jobs: readonly PipelineJobSeed[];
  /** What that version would do next, such as `update job`. */
  readonly steps: readonly string[];
  readonly state: Deployment;
}

/** Where the API is by every recorded state. */
export const RECORDED_ENDPOINT = "http://127.0.0.1:8080/v1/";

const folder = join(repository, "test", "fixtures", "state");

/** The versions whose states are there. */
export function recordedVersions(): string[] {
  return readdirSync(folder);
}

/** Path of a recorded state. */
export function recordedStateFile(version: string, name: string): string {
  return join(folder, version, `${name}.json`);
}

/** The states that a version has written, by name. */
export function recordedStatesOf(version: string): string[] {
  return readdirSync(join(folder, version)).map((file) => file.replace(/\.json$/, ""));
}

/** Reads a recorded state as if it had been written with the API at `endpoint`. */
export function readRecordedState(version: string, name: string, endpoint: string): RecordedState {
  const text = readFileSync(recordedStateFile(version, name), "utf8");
  return JSON.parse(text.replaceAll(RECORDED_ENDPOINT, endpoint));
}

/** Makes resources the program of a stack: of its YAML, if the plugin serves them. */
export function declareIn(
  stack: PulumiStack,
  adapter: RecordedState["adapter"],
  program: readonly Declaration[],
): void {
  if (adapter === "plugin") stack.writeYaml(yamlOf(program));
  else stack.program = async () => declare(program);
}

/** The same program in YAML. */
export function yamlOf(program: readonly Declaration[]): YamlProgram {
  const entries = program.map(({ type, name, args, customTimeouts }) => [
    name,
    { type: `vertex-jobs:${type}`, properties: args, ...(customTimeouts && { options: { customTimeouts } }) },
  ]);
  return { resources: Object.fromEntries(entries) };
}

function declare(program: readonly Declaration[]): void {
  for (const { name, customTimeouts, ...declaration } of program) {
    const options = customTimeouts ? { customTimeouts } : {};
    if (declaration.type === "PipelineJobCancellation") new PipelineJobCancellation(name, declaration.args, options);
    else new JobSweep(name, declaration.args, options);
  }
}
