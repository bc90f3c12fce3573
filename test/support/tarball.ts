import { join } from "node:path";
import { repository } from "./repository";
import { runCommand } from "./runCommand";

/** Builds the package and packs it into a folder, as npm would publish it. @returns the path of the tarball. */
export async function packTarball(folder: string): Promise<string> {
  const printed = await runCommand("npm", ["pack", "--silent", "--pack-destination", folder], repository);
  return join(folder, printed.trim().split("\n").at(-1) ?? "");
}
