import { join } from "node:path";
import { repository } from "./repository";
import { runCommand } from "./runCommand";

/** A virtual environment, of this clone, for programs that use the Python SDK, and for their tests. */
export const PYTHON_SDK_ENVIRONMENT = join(repository, ".venv", "sdk");

const REQUIREMENTS = join(repository, "test", "extended", "languages", "requirements.txt");

/**
 * A Python with the SDK as `pip` installs it, `pulumi_gcp`, mypy, and pytest.
 *
 * @returns the path of the Python.
 */
export async function pythonWithSdk(): Promise<string> {
  const script = join(repository, "scripts", "pythonSdk.mjs");
  const args = [script, PYTHON_SDK_ENVIRONMENT, REQUIREMENTS];
  return (await runCommand(process.execPath, args, repository)).trim();
}
