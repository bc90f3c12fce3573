import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Some antivirus software reads a new executable first. */
const startsWithinMs = 30_000;

/**
 * Starts the executable as the engine does, and ends it.
 *
 * @throws Error when its first line is not a port: it can't run on this machine.
 */
export async function requireStart(executable) {
  const child = spawn(executable, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
  const timer = setTimeout(() => child.kill(), startsWithinMs);
  try {
    const [line] = await Promise.race([once(createInterface(child.stdout), "line"), once(child, "exit")]);
    if (!/^\d+$/.test(String(line))) throw new Error(`${executable} does not start: ${line}`);
  } finally {
    clearTimeout(timer);
    child.kill();
  }
}
