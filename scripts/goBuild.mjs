import { mkdirSync } from "node:fs";
import { join } from "node:path";
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

function goBuild({ module, package: goPackage, variables = {} }, folder) {
  const linkerFlags = ["-w", "-s", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)];
  const source = ["build", "-C", join(repository, "tools", module), "-tags", "osusergo,grpcnotrace"];
  return run("go", [...source, "-ldflags", linkerFlags.join(" "), "-o", `${folder}/`, goPackage], {
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
