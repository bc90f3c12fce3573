import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { complaintsAbout } from "../compiler";
import { repository } from "../repository";

/** One thing that the stand-in for the Google provider was asked for. */
export interface GcpRequest {
  readonly verb: "create" | "update" | "delete";
  /** Such as `gcp:workflows/workflow:Workflow`. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The folder in which a CLI finds the stand-in for the Google provider. */
export const GCP_PROVIDER_FOLDER = __dirname;

/** What the stand-in has written down, in order. */
export function readGcpRecord(file: string): GcpRequest[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** What the types of `@pulumi/gcp` have against the inputs that a provider was given. */
export function misfitsOf(requests: readonly GcpRequest[]): string[] {
  const statements = requests
    .filter(({ verb }) => verb !== "delete")
    .map(({ type, name, inputs }) => {
      const [, module = "", className = ""] = /^gcp:([^/]+)\/.*:(.+)$/.exec(type) ?? [];
      return `new gcp.${module}.${className}(${JSON.stringify(name)}, ${JSON.stringify(inputs)});`;
    });
  const program = ['import * as gcp from "@pulumi/gcp";', ...statements].join("\n");
  return complaintsAbout(new Map([[join(repository, "recordedInputs.ts"), program]]));
}
