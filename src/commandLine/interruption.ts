import { EXIT } from "./exitCodes";

/** How soon a further signal is taken for the same one, in milliseconds: npx passes on what the terminal sent to both. */
const SAME_SIGNAL_MS = 1_000;

const CODES = { SIGINT: EXIT.interrupted, SIGTERM: EXIT.terminated } as const;

/** Ctrl-C, or a build that is called off: the first ends the wait, a second one the process. */
export class Interruption {
  private readonly controller = new AbortController();
  private firstMs: number | undefined;
  private code: number = EXIT.interrupted;

  /** @param exit - ends the process. */
  constructor(private readonly exit: (code: number) => void) {}

  /** Aborted when nothing more may be sent. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What the process is to end with, after an interruption. */
  get exitCode(): number {
    return this.code;
  }

  /** Takes the signals of this process from now on. */
  listen(): void {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => this.note(name));
  }

  /** A signal has come. */
  note(name: keyof typeof CODES): void {
    const nowMs = performance.now();
    if (this.firstMs !== undefined && nowMs - this.firstMs > SAME_SIGNAL_MS) this.exit(CODES[name]);
    if (this.firstMs !== undefined) return;
    this.firstMs = nowMs;
    this.code = CODES[name];
    this.controller.abort();
  }
}
