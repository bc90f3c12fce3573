import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Some antivirus software reads a new executable first. */
const startsWithinMs = 30_000;

/** Ends every Node.js that reads it. An older Node.js does so whatever the executable's configuration says. */
const NODE_OPTIONS = "--require=/there/is/no/such/file.js";

/**
 * Starts the executable as the engine does, with `NODE_OPTIONS` that a user may have, and ends it.
 *
 * @throws Error when its first line is not a port: it can't run on this machine, or reads `NODE_OPTIONS`.
 */
export async function requireStart(executable) {
  const child = spawn(executable, ["127.0.0.1:1"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS },
  });
  const timer = setTimeout(() => child.kill(), startsWithinMs);
  try {
    const exit = once(child, "exit").then(([code, signal]) => `it ended with ${signal ?? `code ${code}`}`);
    const [line] = await Promise.race([once(createInterface(child.stdout), "line"), exit.then((reason) => [reason])]);
    if (!/^\d+$/.test(line)) throw new Error(`${executable} does not start with its port: ${line}`);
  } finally {
    clearTimeout(timer);
    child.kill();
  }
}
