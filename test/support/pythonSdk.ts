import { join } from "node:path";
import { pythonEnvironment, pythonWith } from "./pythonEnvironment";
import { repository } from "./repository";

const NAME = "sdk";

/** A virtual environment for programs that use the Python SDK, and for their tests. */
export const PYTHON_SDK_ENVIRONMENT = pythonEnvironment(NAME);

/** A Python with the SDK as `pip` installs it, `pulumi_gcp`, mypy, and pytest. @returns the path of the Python. */
export function pythonWithSdk(): Promise<string> {
  return pythonWith(NAME, join(repository, "test", "extended", "languages", "requirements.txt"), true);
}
