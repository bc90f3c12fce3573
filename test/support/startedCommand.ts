import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** A command that runs as a process of its own, and that the caller may kill. */
export class StartedCommand {
  /** Its exit code; `null` for one that was killed. */
  readonly ended: Promise<number | null>;
  private readonly process: ChildProcess;
  private readonly printed: string[] = [];

  constructor(command: string, args: readonly string[], options: Pick<SpawnOptions, "cwd" | "env">) {
    const started = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => this.printed.push(text));
    }
    this.process = started;
    this.ended = once(started, "exit").then(([code]) => code as number | null);
  }

  /** All that it has printed so far. */
  get output(): string {
    return this.printed.join("");
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  kill(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }
}
