import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { cacheFolder, repository } from "./repository.mjs";
import { describeSources, readStamp, writeStamp } from "./sources.mjs";

const dist = join(repository, "dist");
const stamp = join(cacheFolder, "build-sources.json");
const filesBeside = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];

/** Compiles src to dist, unless dist was built from exactly these sources. */
export async function ensureBuild() {
  const sources = describeSources(filesBeside);
  const built = existsSync(dist) ? readStamp(stamp) : undefined;
  if (built && JSON.stringify(built) === JSON.stringify(sources)) return;
  console.log("setup: building …");
  if (!built || Object.keys(built).some((file) => !(file in sources))) {
    // The incremental compiler does not remove what a removed source has left there.
    rmSync(dist, { recursive: true, force: true });
  }
  const { code } = await run("npm", ["run", "--silent", "build"], { cwd: repository });
  if (code !== 0) throw new Error("the build failed, see above.");
  writeStamp(stamp, sources);
}
