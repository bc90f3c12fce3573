import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { FakeVertexAi } from "../../src/testing";
import { commandOf } from "./sourceCommand";
import { PLACE } from "./withFake";

/** The command as it is in the source. */
const sourceCommand = () => commandOf("commandLine/command");

/** The token that no output may have in it. */
export const TOKEN = "secret-token";

/** What a run has left. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that goes on. */
export class RunningCommand {
  private out = "";
  private err = "";
  private readonly closed: Promise<unknown[]>;

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.on("data", (data) => {
      this.out += data;
    });
    child.stderr.on("data", (data) => {
      this.err += data;
    });
    this.closed = once(child, "close");
  }

  get output(): string {
    return this.out + this.err;
  }

  /** Waits until something was printed. */
  async printed(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) {
      await Promise.race([
        once(this.child.stdout, "data"),
        once(this.child.stderr, "data"),
        this.failIfClosed(pattern),
      ]);
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Closes what it prints to, as `head` does. */
  stopReading(): void {
    this.child.stdout.destroy();
  }

  /** Types into a pseudo-terminal. */
  type(text: string): void {
    this.child.stdin.write(text);
  }

  async ended(): Promise<Ran> {
    const [code] = await this.closed;
    return { code: code as number | null, stdout: this.out, stderr: this.err };
  }

  private async failIfClosed(pattern: RegExp): Promise<never> {
    await this.closed;
    throw new Error(`ended without ${pattern}:\n${this.output}`);
  }
}

/** The command line, pointed at a fake. */
export class CommandLine {
  constructor(
    private readonly fake: () => FakeVertexAi,
    private readonly command: () => readonly string[] = sourceCommand,
  ) {}

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
    const [program = "", ...first] = this.command();
    return new RunningCommand(spawn(program, [...first, ...args], { env: this.environment(env) }));
  }

  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    return this.start(args, env).ended();
  }

  /** Starts it in a shell, with a redirection of its output. */
  startInShell(args: readonly string[], redirection: string): RunningCommand {
    const line = `exec ${this.quoted(args)} ${redirection}`;
    return new RunningCommand(spawn("sh", ["-c", line], { env: this.environment({}) }));
  }

  /**
   * Starts it in a pseudo-terminal, which mixes both of its outputs.
   *
   * @param columns - of the terminal; default: it does not know.
   */
  startInTerminal(args: readonly string[], columns = 0): RunningCommand {
    const line = `stty columns ${columns}; exec ${this.quoted(args)}`;
    return new RunningCommand(
      spawn("script", ["-qec", line, "/dev/null"], { env: this.environment({ TERM: "xterm" }) }),
    );
  }

  private quoted(args: readonly string[]): string {
    return [...this.command(), ...args].map((part) => `'${part}'`).join(" ");
  }

  /** Nothing of this machine's but where programs and homes are. */
  private environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const { PATH, HOME, TMPDIR } = process.env;
    return {
      ...{ PATH, HOME, ...(TMPDIR && { TMPDIR }) },
      SHELL: "/bin/sh",
      GOOGLE_PROJECT: PLACE.project,
      GOOGLE_REGION: PLACE.region,
      GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN,
      GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT: this.fake().endpoint,
      ...env,
    };
  }
}
