import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "../test/support/repository";
import { median, type Row } from "./row";

const RUNS = 7;

/** How long `pulumi-vertex-jobs --help` takes, beside a Node.js that does nothing. */
export async function startOfTheCommand(): Promise<Row[]> {
  const row = (who: string, value: number): Row => {
    return { benchmark: "start of the command", case: "--help", who, metric: "whole process", value, unit: "ms" };
  };
  return [
    row("node -e 0", medianMs(["-e", "0"])),
    row("ours", medianMs([join(repository, "dist/commandLine/command.js"), "--help"])),
    row("bar", 300),
  ];
}

function medianMs(args: readonly string[]): number {
  const durations = Array.from({ length: RUNS }, () => {
    const startMs = performance.now();
    execFileSync(process.execPath, args, { stdio: "ignore" });
    return performance.now() - startMs;
  });
  return median(durations);
}
