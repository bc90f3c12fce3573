import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

/** What a process took. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Most memory that it had at once, in bytes. */
  readonly peakBytes: number;
}

/** How a process is run. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** How many times faster its waits pass. */
  readonly clockSpeed: number;
  readonly input?: string;
}

/** Runs a Node.js process to its end. @throws Error with what it said when it failed. */
export async function runMeasured(args: readonly string[], options: RunOptions): Promise<Usage> {
  const child = spawn(process.execPath, ["--require", join(__dirname, "resourceUsage.cjs"), ...args], {
    env: { ...process.env, ...options.env, CLOCK_SPEED: String(options.clockSpeed) },
    stdio: ["pipe", "ignore", "pipe", "pipe"],
  });
  child.stdin?.end(options.input ?? "");
  const [said, usage, [code]] = await Promise.all([
    text(child.stdio[2] as Readable),
    text(child.stdio[3] as Readable),
    once(child, "close") as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${said}`);
  return JSON.parse(usage) as Usage;
}
