import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { repository } from "./repository";

/** The executable of the Pulumi CLI that setup has found or built. */
export function pulumiBin(): string {
  try {
    return JSON.parse(readFileSync(join(repository, ".tools", "pulumi-cli.json"), "utf8")).bin;
  } catch {
    throw new Error("No Pulumi CLI has been set up: run npm run setup.");
  }
}

let command: Promise<PulumiCommand> | undefined;

/** The same CLI for the Automation API. */
export function pulumiCommand(): Promise<PulumiCommand> {
  command ??= findCommand();
  return command;
}

/** The Automation API wants the CLI in a folder `bin`. Setup puts it there; one from elsewhere is on PATH. */
function findCommand(): Promise<PulumiCommand> {
  const folder = dirname(pulumiBin());
  return PulumiCommand.get(basename(folder) === "bin" ? { root: dirname(folder) } : {});
}
