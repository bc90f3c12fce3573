import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository.mjs";

/** The version of the Pulumi CLI that setup obtains, however it does: the one that tools/pulumi/go.mod names. */
export function wantedVersion() {
  const module = readFileSync(join(repository, "tools", "pulumi", "go.mod"), "utf8");
  return /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(module)[1];
}
