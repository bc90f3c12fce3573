import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";
import { pathOfMachine, repository } from "./repository.mjs";

/** Installs what package-lock.json names, unless node_modules holds exactly that. */
export async function ensureDependencies() {
  if (dependenciesAreInstalled()) return;
  console.log("setup: installing the npm dependencies …");
  // Errors only: on an old Node.js npm warns of engines that the `node` package among the dependencies is there to satisfy.
  const { code } = await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: repository,
    env: { ...process.env, PATH: pathOfMachine() },
  });
  if (code === 127) throw new Error("npm is missing: install Node.js 20 or newer, which brings it.");
  if (code !== 0) {
    throw new Error("npm ci failed, see above: it needs a connection to the npm registry, or a cache that has it all.");
  }
}

/** npm writes node_modules/.package-lock.json last, so it says what is really there, also after an interrupted installation. */
function dependenciesAreInstalled() {
  const wanted = packagesOf("package-lock.json");
  const installed = packagesOf("node_modules/.package-lock.json");
  if (!installed) return false;
  const differs = (path) => wanted[path].version !== installed[path]?.version;
  // An optional package may be absent: it is for another operating system.
  const absent = (path) => !installed[path] && wanted[path].optional;
  return (
    Object.keys(wanted).every((path) => path === "" || absent(path) || !differs(path)) &&
    Object.keys(installed).every((path) => wanted[path])
  );
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(join(repository, lockfile), "utf8")).packages;
  } catch (error) {
    if (error.code === "ENOENT" && lockfile.startsWith("node_modules")) return undefined;
    throw new Error(`${lockfile} cannot be read: ${error.message}`);
  }
}
