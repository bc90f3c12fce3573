import { spawn } from "node:child_process";

/**
 * Runs a command to its end, shown on the terminal, or with its output kept (`kept: true`) for whoever wants to read it.
 *
 * @returns {Promise<{ code: number, output: string }>} `code` is 127 when there is no such command, 128 when a signal ended it.
 */
export function run(command, args, { cwd, env = process.env, kept = false, timeoutSeconds, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: kept ? ["ignore", "pipe", "pipe"] : "inherit",
      // A group of its own, so that a timeout also reaches what the child has started; Ctrl-C then needs help to get there.
      detached: timeoutSeconds !== undefined,
    });
    let output = "";
    child.stdout?.on("data", (data) => {
      output += data;
    });
    child.stderr?.on("data", (data) => {
      output += data;
    });
    const killGroup = () => process.kill(-child.pid, "SIGKILL");
    const timer = timeoutSeconds && setTimeout(killGroup, timeoutSeconds * 1000);
    const interrupt = () => {
      killGroup();
      process.exit(130);
    };
    if (timer) process.on("SIGINT", interrupt);
    const end = (code) => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt);
      resolve({ code, output });
    };
    child.on("error", (error) => end(error.code === "ENOENT" ? 127 : 126));
    child.on("close", (code) => end(code ?? 128));
  });
}
