import { chmodSync, copyFileSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "./command.mjs";
import { repository } from "./repository.mjs";

const tellEverySeconds = 30;

/** Whether there is a Go to build with. */
export async function hasGo() {
  return (await run("go", ["version"], { kept: true })).code === 0;
}

/**
 * Builds programs from the Go modules under tools/ into a folder.
 *
 * @param what - what they are, for the terminal.
 * @param programs - each with the module under tools/, the Go package, and the values of its variables.
 * @returns {Promise<boolean>} whether all of them are there; why not is on the terminal.
 */
export async function buildPrograms(what, programs, folder) {
  mkdirSync(folder, { recursive: true });
  const stopTelling = tellElapsedTime(what);
  try {
    for (const program of programs) {
      const { code, output } = await goBuild(program, folder);
      if (code === 0) continue;
      const lastLines = output.trim().split("\n").slice(-10).join("\n");
      console.log(`${lastLines}\nsetup: ${program.module} cannot be built from source, see above.`);
      return false;
    }
  } finally {
    stopTelling();
  }
  return true;
}

/**
 * Copies a file out of a Go module that a module under tools/ requires.
 *
 * @throws Error when it is not there.
 */
export async function copyOfModule({ module, of, path }, folder) {
  const { code, output } = await go("list", module, ["-m", "-f", "{{.Dir}}", of]);
  if (code !== 0) throw new Error(`${of} is not there: ${output.trim()}`);
  const copy = join(folder, basename(path));
  copyFileSync(join(output.trim(), path), copy);
  chmodSync(copy, 0o755); // Go keeps its modules read-only
}

/**
 * Runs a program of a Go module under tools/.
 *
 * @returns {Promise<{ code: number, output: string }>} as {@link run}.
 */
export function runProgram({ module, package: goPackage }, args) {
  return go("run", module, [goPackage, ...args]);
}

function goBuild({ module, package: goPackage, variables = {} }, folder) {
  const linkerFlags = ["-w", "-s", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)];
  return go("build", module, ["-ldflags", linkerFlags.join(" "), "-o", `${folder}/`, goPackage]);
}

/** All use the same tags, so that no package of a module is compiled twice. */
function go(verb, module, args) {
  return run("go", [verb, "-C", join(repository, "tools", module), "-tags", "osusergo,grpcnotrace", ...args], {
    kept: true,
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
  });
}

function tellElapsedTime(what) {
  const startedMs = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - startedMs) / 1000);
    console.log(`setup: still building ${what}, for ${Math.floor(seconds / 60)} min ${seconds % 60} s …`);
  }, tellEverySeconds * 1000);
  return () => clearInterval(timer);
}
