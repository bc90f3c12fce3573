import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { repository } from "./repository";

const execute = promisify(execFile);

/**
 * A Python that has what a list of requirements names, as `pip freeze` writes it down: in a virtual environment of this
 * clone, `.venv/NAME`. What is installed already stays.
 *
 * @param name - of the environment.
 * @param requirements - path of the list.
 * @returns the path of the Python.
 * @throws Error that says in one sentence what is missing.
 */
export async function pythonWith(name: string, requirements: string): Promise<string> {
  const folder = join(repository, ".venv", name);
  const python = join(folder, "bin", "python");
  const stamp = join(folder, "requirements.installed.txt");
  const wanted = await readFile(requirements, "utf8");
  if ((await readFile(stamp, "utf8").catch(() => undefined)) === wanted) return python;
  console.log(`Installing the Python packages of ${name} into .venv, which takes half a minute ...`);
  await mkdir(folder, { recursive: true });
  await execute("python3", ["-m", "venv", "--clear", folder]).catch(() => {
    throw new Error("Python 3.11 or newer with its venv module is needed: on Debian, install python3-venv.");
  });
  const install = ["-m", "pip", "install", "--quiet", "--no-deps", "-r", requirements];
  await execute(python, install).catch((error: { stderr: string }) => {
    const [reason] = error.stderr.split("\n").filter((line) => line.startsWith("ERROR:"));
    throw new Error(`The packages of ${name}/${basename(requirements)} cannot be installed with pip: ${reason}`);
  });
  await writeFile(stamp, wanted);
  return python;
}
