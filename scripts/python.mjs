/**
 * Makes a virtual environment, and prints the path of its Python: `node scripts/python.mjs [--sdk] FOLDER REQUIREMENTS`, with
 * `--sdk` if the Python SDK of this clone belongs to it.
 */
import { parseArgs } from "node:util";
import { ensurePythonEnvironment } from "./pythonEnvironment.mjs";

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { sdk: { type: "boolean" } } });
  const [folder, requirements] = positionals;
  console.log(await ensurePythonEnvironment(folder, { requirements, withSdk: values.sdk }));
} catch (error) {
  console.error(`python: ${error.message}`);
  process.exitCode = 1;
}
