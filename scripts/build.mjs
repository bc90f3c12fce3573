import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./command.mjs";
import { repository } from "./repository.mjs";

const dist = join(repository, "dist");
const cache = join(repository, "node_modules", ".cache");
const stamp = join(cache, "build-sources.json");

/** Compiles src to dist, unless dist was built from exactly these sources. */
export async function ensureBuild() {
  const sources = describeSources();
  const built = existsSync(dist) ? readStamp() : undefined;
  if (built && JSON.stringify(built) === JSON.stringify(sources)) return;
  console.log("setup: building …");
  if (!built || Object.keys(built).some((file) => !(file in sources))) {
    // The incremental compiler does not remove what a removed source has left there.
    rmSync(dist, { recursive: true, force: true });
  }
  const { code } = await run("npm", ["run", "--silent", "build"], { cwd: repository });
  if (code !== 0) throw new Error("the build failed, see above.");
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify(sources));
}

function describeSources() {
  const inputs = ["tsconfig.json", "tsconfig.build.json", "package.json", "package-lock.json"];
  const files = readdirSync(join(repository, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Object.fromEntries(
    [...files.sort(), ...inputs.map((file) => join(repository, file))].map((file) => {
      const { mtimeMs, size } = statSync(file);
      return [file.slice(repository.length + 1), `${mtimeMs} ${size}`];
    }),
  );
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, "utf8"));
  } catch {
    return undefined;
  }
}
