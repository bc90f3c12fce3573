import { execFile } from "node:child_process";

/** Runs a program to its end. @returns what it printed; a failure tells it, too. */
export function runCommand(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${[command, ...args].join(" ")} failed:\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}
