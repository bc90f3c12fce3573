import type { SingleBar } from "cli-progress";
import { formatCount } from "../../messages/wording";
import type { SweepProgress } from "../../vertex/stopping/sweepLedger";
import { say } from "./streams";

/** How often a line is written at most, in milliseconds. */
const LINE_INTERVAL_MS = 1_000;

/** How often one is written although nothing has changed: a build that is silent for long is taken for dead. */
const HEARTBEAT_MS = 30_000;

/** Shows how far stopping is. */
export interface StopProgress {
  show(progress: SweepProgress): void;
  /** To be called in any case: it gives the terminal back. */
  end(): void;
}

/** A live bar on a terminal, lines elsewhere; both on stderr. */
export function stopProgress(): StopProgress {
  return process.stderr.isTTY ? new ProgressBar() : new ProgressLines();
}

class ProgressBar implements StopProgress {
  private bar: SingleBar | undefined;

  show({ stopped, total }: SweepProgress): void {
    if (total === 0) return;
    if (!this.bar) {
      const { SingleBar, Presets } = require("cli-progress") as typeof import("cli-progress");
      // Ctrl-C is ours: the library would only give the cursor back.
      const options = { stream: process.stderr, clearOnComplete: true, hideCursor: true, gracefulExit: false };
      this.bar = new SingleBar(
        { ...options, format: "{bar} {value} of {total} jobs stopped  {duration_formatted}" },
        Presets.shades_classic,
      );
      this.bar.start(total, stopped);
    }
    this.bar.setTotal(total);
    this.bar.update(stopped);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

class ProgressLines implements StopProgress {
  private last: string | undefined;
  private told: string | undefined;
  private toldMs = Number.NEGATIVE_INFINITY;
  private readonly timer = setInterval(() => this.tick(), LINE_INTERVAL_MS).unref();

  show({ stopped, total }: SweepProgress): void {
    if (total === 0) return;
    this.last = `${formatCount(stopped)} of ${formatCount(total)} jobs stopped`;
    if (this.toldMs === Number.NEGATIVE_INFINITY) this.tick();
  }

  end(): void {
    clearInterval(this.timer);
    if (this.last !== this.told) this.tell();
  }

  private tick(): void {
    const isDue = performance.now() - this.toldMs >= HEARTBEAT_MS;
    if (this.last !== undefined && (this.last !== this.told || isDue)) this.tell();
  }

  private tell(): void {
    say(this.last ?? "");
    this.told = this.last;
    this.toldMs = performance.now();
  }
}
