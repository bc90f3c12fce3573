import { join } from "node:path";
import { repository } from "./repository";
import { runCommand } from "./runCommand";

/** The plugin as it is released for this machine. */
export interface PluginFiles {
  readonly executable: string;
  readonly archive: string;
}

/** Builds the plugin as one executable, if that is not there yet. */
export async function pluginFiles(): Promise<PluginFiles> {
  const printed = await runCommand(process.execPath, [join(repository, "scripts", "plugin.mjs")], repository);
  const [executable, archive] = printed.split("\n").flatMap((line) => /^plugin: (.*)$/.exec(line)?.[1] ?? []);
  if (!executable || !archive) throw new Error(`there is no plugin: ${printed}`);
  return { executable, archive };
}
