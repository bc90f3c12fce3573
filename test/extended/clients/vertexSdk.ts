import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { pythonWith } from "../../support/pythonEnvironment";

/** A Python that has Google's SDK for Vertex AI. */
export function pythonWithVertexSdk(): Promise<string> {
  return pythonWith("vertex-sdk", join(__dirname, "requirements.txt"));
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
  const { stdout } = await promisify(execFile)(
    await pythonWithVertexSdk(),
    [resolve(__dirname, program), ...args],
    options,
  );
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
}
