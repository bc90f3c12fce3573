import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { repository } from "../../support/repository";

const execute = promisify(execFile);
const folder = join(repository, ".venv");
const python = join(folder, "bin", "python");
const requirements = join(__dirname, "requirements.txt");
const stamp = join(folder, "requirements.installed.txt");

/**
 * A Python that has Google's SDK for Vertex AI, in a virtual environment of this clone. What is installed already stays.
 * @throws Error that says in one sentence what is missing.
 */
export async function pythonWithSdk(): Promise<string> {
  const wanted = await readFile(requirements, "utf8");
  if ((await readFile(stamp, "utf8").catch(() => undefined)) === wanted) return python;
  console.log("Installing Google's Python SDK for Vertex AI into .venv, which takes half a minute ...");
  await execute("python3", ["-m", "venv", "--clear", folder]).catch(() => {
    throw new Error("Python 3.10 or newer with its venv module is needed: on Debian, install python3-venv.");
  });
  await execute(python, ["-m", "pip", "install", "--quiet", "-r", requirements]).catch((error: { stderr: string }) => {
    const [reason] = error.stderr.split("\n").filter((line) => line.startsWith("ERROR:"));
    throw new Error(`The packages of test/extended/clients/requirements.txt cannot be installed with pip: ${reason}`);
  });
  await writeFile(stamp, wanted);
  return python;
}

/**
 * Runs a program, and returns its last line of output parsed as JSON; before that, Google's SDK logs. What Google's
 * settings in the environment say is kept from it.
 */
export async function runPython(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<unknown> {
  const ours = Object.entries(process.env).filter(([name]) => !/^(GOOGLE|GCLOUD|CLOUDSDK|GCE)_/.test(name));
  const options = {
    env: { ...Object.fromEntries(ours), NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1", ...env },
    timeout: 300_000,
  };
  const { stdout } = await execute(await pythonWithSdk(), [resolve(__dirname, program), ...args], options);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}
