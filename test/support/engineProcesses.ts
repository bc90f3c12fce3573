import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Processes that a Pulumi CLI starts, and that outlive it when it is killed. */
export class EngineProcesses {
  private readonly folder = mkdtempSync(join(tmpdir(), "engine-processes-"));
  private readonly preload = join(this.folder, "leave-note.cjs");
  private readonly note = join(this.folder, "provider.json");

  constructor() {
    const note = `require("node:fs").writeFileSync(${JSON.stringify(this.note)}, JSON.stringify([process.pid, process.argv.at(-1)]))`;
    writeFileSync(this.preload, `if (/dynamic-provider|plugin.command\\.js$/.test(process.argv[1])) ${note};\n`);
  }

  /** What the CLI must have in its environment, so that the provider process leaves a note of itself. */
  get environment(): Record<string, string> {
    return { NODE_OPTIONS: `--require ${JSON.stringify(this.preload)}` };
  }

  /** Whether the provider process, which must have started, is there yet. */
  get isProviderAlive(): boolean {
    return signal(this.provider().id, 0);
  }

  /** Kills the provider process, which must have started. */
  killProvider(): void {
    signal(this.provider().id, "SIGKILL");
  }

  /** Ends what is left of them: all of them have the address of their engine among their arguments. */
  end(): void {
    if (existsSync(this.note)) {
      const { engine } = this.provider();
      const { stdout } = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
      const left = (stdout ?? "").split("\n").filter((line) => line.includes(engine));
      for (const line of left) signal(Number.parseInt(line, 10), "SIGKILL");
    }
    rmSync(this.folder, { recursive: true });
  }

  private provider(): { id: number; engine: string } {
    const [id, engine] = JSON.parse(readFileSync(this.note, "utf8"));
    return { id, engine };
  }
}

/** Whether there was a process to get it. */
function signal(id: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(id, name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
