import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./command.mjs";
import { repository } from "./repository.mjs";
import { describeFolder, readStamp, writeStamp } from "./sources.mjs";

const sdk = join("sdk", "python");

/**
 * Makes a virtual environment with the Python SDK of this clone, unless it is there and up to date.
 *
 * @param folder - of the environment.
 * @param requirements - path of a list of packages with exact versions; without it, pip takes the newest that the SDK takes.
 * @returns {Promise<string>} the path of its Python.
 * @throws Error when there is no Python, or when a package can't be installed.
 */
export async function ensurePythonEnvironment(folder, requirements) {
  const python = join(folder, "bin", "python");
  const stamp = join(folder, "installed.json");
  const wanted = { ...describeFolder(sdk), ...(requirements && { list: readFileSync(requirements, "utf8") }) };
  if (JSON.stringify(readStamp(stamp)) === JSON.stringify(wanted)) return python;
  const { code } = await run("python3", ["-m", "venv", "--clear", folder], { kept: true });
  if (code !== 0) throw new Error("install Python 3.9 or newer with its venv module: on Debian, python3-venv.");
  if (requirements) await install(python, ["--no-deps", "-r", requirements]);
  // Its build writes beside the sources.
  const copy = mkdtempSync(join(tmpdir(), "python-sdk-"));
  try {
    cpSync(join(repository, sdk), copy, { recursive: true });
    await install(python, [copy]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  writeStamp(stamp, wanted);
  return python;
}

async function install(python, packages) {
  const { code, output } = await run(python, ["-m", "pip", "install", "--quiet", ...packages], { kept: true });
  if (code !== 0) throw new Error(`pip can't install what the Python SDK needs: ${output.trim()}`);
}
