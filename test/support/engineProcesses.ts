import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Processes that a Pulumi CLI starts, and that outlive it when it is killed. Node.js ones leave a note of themselves. */
export class EngineProcesses {
  private readonly folder = mkdtempSync(join(tmpdir(), "engine-processes-"));
  private readonly preload = join(this.folder, "leave-note.cjs");

  constructor() {
    writeFileSync(this.preload, `(${leaveNote})(${JSON.stringify(this.folder)});\n`);
  }

  /** What the CLI must have in its environment. */
  get environment(): Record<string, string> {
    return { NODE_OPTIONS: `--require ${JSON.stringify(this.preload)}` };
  }

  /** Id of the dynamic provider process, once it has started. */
  get provider(): number | undefined {
    return this.noted("provider");
  }

  get isProviderAlive(): boolean {
    return isAlive(this.provider);
  }

  /** Ends what is left of them. */
  end(): void {
    for (const id of [this.provider, this.noted("languageHost")]) {
      if (id && isAlive(id)) process.kill(id, "SIGKILL");
    }
    rmSync(this.folder, { recursive: true });
  }

  private noted(role: string): number | undefined {
    const note = readdirSync(this.folder).find((file) => file.startsWith(`${role}-`));
    return note ? Number(note.split("-").at(-1)) : undefined;
  }
}

/** Runs in the Node.js processes, by its text. The language host is none: its child, the program, tells of it. */
const leaveNote = `(folder) => {
  const leave = (role, id) => require("node:fs").writeFileSync(require("node:path").join(folder, role + "-" + id), "");
  if (/dynamic-provider/.test(process.argv[1])) leave("provider", process.pid);
  if (/cmd.run/.test(process.argv[1])) leave("languageHost", process.ppid);
}`;

function isAlive(id: number | undefined): boolean {
  try {
    return id !== undefined && process.kill(id, 0);
  } catch {
    return false;
  }
}
