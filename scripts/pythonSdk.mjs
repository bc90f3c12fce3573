/**
 * Makes a virtual environment with the Python SDK, and prints the path of its Python: `node scripts/pythonSdk.mjs FOLDER`, with
 * a list of further packages after it.
 */
import { ensurePythonEnvironment } from "./pythonEnvironment.mjs";

try {
  const [folder, requirements] = process.argv.slice(2);
  console.log(await ensurePythonEnvironment(folder, requirements));
} catch (error) {
  console.error(`python: ${error.message}`);
  process.exitCode = 1;
}
