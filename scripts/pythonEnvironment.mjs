import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./command.mjs";
import { repository } from "./repository.mjs";
import { describeFolder, readStamp, writeStamp } from "./sources.mjs";

const sdk = join("sdk", "python");

/**
 * Makes a virtual environment, unless it is there and up to date.
 *
 * @param folder - of the environment.
 * @param requirements - path of a list of packages, as `pip freeze` writes it down.
 * @param withSdk - whether the Python SDK of this clone is installed, and of what it needs the newest that the list lacks.
 * @returns {Promise<string>} the path of its Python.
 * @throws Error when there is no Python, or when a package can't be installed.
 */
export async function ensurePythonEnvironment(folder, { requirements, withSdk = false }) {
  const python = join(folder, "bin", "python");
  const stamp = join(folder, "installed.json");
  const list = requirements && { requirements: readFileSync(requirements, "utf8") };
  const wanted = { ...list, ...(withSdk && describeFolder(sdk)) };
  if (JSON.stringify(readStamp(stamp)) === JSON.stringify(wanted)) return python;
  console.error(`Installing Python packages into ${folder}, which takes half a minute …`);
  const { code } = await run("python3", ["-m", "venv", "--clear", folder], { kept: true });
  if (code !== 0) {
    throw new Error(
      "install Python with its venv module, 3.9 or newer for the demo and 3.11 or newer for the tests: on Debian, python3-venv.",
    );
  }
  if (requirements) await install(python, ["--no-deps", "-r", requirements]);
  if (withSdk) await installSdk(python);
  writeStamp(stamp, wanted);
  return python;
}

/** The build writes beside the sources, so it gets a copy of them. */
async function installSdk(python) {
  const copy = mkdtempSync(join(tmpdir(), "python-sdk-"));
  try {
    cpSync(join(repository, sdk), copy, { recursive: true });
    await install(python, [copy]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function install(python, packages) {
  const { code, output } = await run(python, ["-m", "pip", "install", "--quiet", ...packages], { kept: true });
  if (code !== 0) throw new Error(`pip can't install ${packages.at(-1)}: ${output.trim()}`);
}
