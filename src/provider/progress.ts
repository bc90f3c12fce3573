import type { Message } from "../messages/message";
import { PULUMI_WORDS, render } from "../messages/render";
import { formatDuration } from "../vertex/duration";

/** What is shown at a resource. */
export interface LogEntry {
  readonly severity: "info" | "warning";
  readonly message: string;
  /** URN of the resource whose row shows it; empty: the stack's row. */
  readonly urn: string;
  /** Shown while the resource is worked on, and not kept. */
  readonly ephemeral: boolean;
}

/** Shows an entry. */
export type Log = (entry: LogEntry) => Promise<void>;

/** How soon one status may follow another, in milliseconds. */
const MIN_INTERVAL_MS = 1_000;

/** After how long a status that has not changed is told again, in milliseconds: non-interactive logs print each. */
const REPEAT_INTERVAL_MS = 30_000;

/** Tells at a resource's own row what is being done about it. */
export class Progress {
  private status: string | undefined;
  private statusSinceMs = 0;
  private told: { readonly status: string; readonly atMs: number } | undefined;
  private readonly sent: Promise<void>[] = [];

  /** @param urn - URN of the resource; without one nothing is shown. */
  constructor(
    private readonly log: Log,
    private readonly urn: string | undefined,
    private readonly words = PULUMI_WORDS,
  ) {}

  /** Shows what is going on, such as `PIPELINE_STATE_CANCELLING`; call it often, it tells seldom. */
  show(status: string): void {
    const nowMs = performance.now();
    if (status !== this.status) {
      this.status = status;
      this.statusSinceMs = nowMs;
    }
    const sinceToldMs = nowMs - (this.told?.atMs ?? Number.NEGATIVE_INFINITY);
    const dueMs = status === this.told?.status ? REPEAT_INTERVAL_MS : MIN_INTERVAL_MS;
    if (sinceToldMs < dueMs) return;
    this.told = { status, atMs: nowMs };
    const heldMs = nowMs - this.statusSinceMs;
    this.send("info", heldMs < MIN_INTERVAL_MS ? status : `${status} for ${formatDuration(heldMs)}`, true);
  }

  /** Leaves a lasting note. */
  info(note: Message): void {
    this.send("info", render(note, this.words), false);
  }

  /** Leaves a lasting warning. */
  warn(note: Message): void {
    this.send("warning", render(note, this.words), false);
  }

  /** Tells what was held back, and waits until the engine has it all: it takes nothing once the resource is done. */
  async flush(): Promise<void> {
    if (this.status !== undefined && this.status !== this.told?.status) this.send("info", this.status, true);
    await Promise.all(this.sent.splice(0));
  }

  private send(severity: LogEntry["severity"], message: string, ephemeral: boolean): void {
    if (this.urn) this.sent.push(this.log({ severity, message, urn: this.urn, ephemeral }));
  }
}
