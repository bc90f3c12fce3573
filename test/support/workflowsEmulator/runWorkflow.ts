import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { DrivenClock, FakeVertexAi } from "../../../src/testing";
import { pythonWith } from "../pythonEnvironment";

/** The token that workflows send. */
export const WORKFLOW_TOKEN = "token-of-the-workflow";

/** How an execution ended, and the steps that it took. */
export interface Execution {
  /** What the workflow returned. */
  readonly result?: unknown;
  /** The error that it raised and nobody caught. */
  readonly error?: { readonly message: string; readonly tags?: readonly string[]; readonly [field: string]: unknown };
  /** Names of the steps, in order, once for each time. */
  readonly steps: readonly string[];
}

/** The emulator's Python, which is installed first if need be. */
export function emulatorPython(): Promise<string> {
  return pythonWith("workflows-emulator", join(__dirname, "requirements.txt"));
}

/** Executes a workflow's source against a fake, in the time of the fake's clock. */
export async function runWorkflow(
  source: string,
  { fake, clock }: { fake: FakeVertexAi; clock: DrivenClock },
  params: Readonly<Record<string, unknown>> = {},
): Promise<Execution> {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  const pauses = createServer(async (request, response) => {
    clock.advance(Number(await text(request)) * 1_000);
    response.end(JSON.stringify(clock.now()));
  }).listen(0, "127.0.0.1");
  try {
    await once(pauses, "listening");
    const file = join(folder, "workflow.yaml");
    writeFileSync(file, source);
    const clockUrl = `http://127.0.0.1:${(pauses.address() as AddressInfo).port}`;
    return JSON.parse(await python({ source: file, params, apiUrl: fake.url, clockUrl }));
  } finally {
    pauses.close();
    rmSync(folder, { recursive: true });
  }
}

async function python(given: object): Promise<string> {
  const executable = await emulatorPython();
  const ours = Object.entries(process.env).filter(([name]) => !/^(GOOGLE|GCLOUD|CLOUDSDK|GCE)_/.test(name));
  const env = { ...Object.fromEntries(ours), NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" };
  return new Promise((resolve, reject) => {
    const options = { env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(executable, [join(__dirname, "run_workflow.py")], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`the emulator failed:\n${stderr.slice(-4_000)}`));
      else resolve(stdout);
    });
    child.stdin?.end(JSON.stringify(given));
  });
}
