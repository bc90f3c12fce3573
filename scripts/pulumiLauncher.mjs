import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository.mjs";

/** The script with which the engine starts the dynamic provider process. */
export const launcher = "pulumi-resource-pulumi-nodejs";

/** Puts the launcher of the installed SDK beside a CLI that was built without one: from anywhere else the engine takes it with a warning. */
export function copyLauncher(folder) {
  const copy = join(folder, launcher);
  copyFileSync(join(repository, "node_modules", "@pulumi", "pulumi", launcher), copy);
  chmodSync(copy, 0o755);
}
