import { join } from "node:path";
import { repository } from "./repository";
import { runCommand } from "./runCommand";

/** The folder of a virtual environment of this clone. */
export function pythonEnvironment(name: string): string {
  return join(repository, ".venv", name);
}

/**
 * A Python that has what a list of requirements names, as `pip freeze` writes it down: in a virtual environment of this
 * clone. What is installed already stays.
 *
 * @param name - of the environment.
 * @param requirements - path of the list.
 * @param withSdk - whether the SDK of this clone is installed, too.
 * @returns the path of the Python.
 * @throws Error that says what is missing.
 */
export async function pythonWith(name: string, requirements: string, withSdk = false): Promise<string> {
  const script = join(repository, "scripts", "python.mjs");
  const args = [script, ...(withSdk ? ["--sdk"] : []), pythonEnvironment(name), requirements];
  return (await runCommand(process.execPath, args, repository)).trim();
}
