import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "./repository";
import { runCommand } from "./runCommand";

let packed: Promise<string> | undefined;

/**
 * Builds the package and packs it, as npm would publish it. All tests of a process share the tarball, which goes with it.
 *
 * @returns the path of the tarball.
 */
export function packTarball(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tarball-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  const printed = await runCommand("npm", ["pack", "--silent", "--pack-destination", folder], repository);
  return join(folder, printed.trim().split("\n").at(-1) ?? "");
}
