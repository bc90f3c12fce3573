import type { SingleBar } from "cli-progress";
import { formatCount } from "../../messages/wording";
import { formatDuration } from "../../vertex/duration";
import type { SweepProgress } from "../../vertex/stopping/sweepLedger";
import { say } from "./streams";

/** How often a line is written at most, in milliseconds. */
const LINE_INTERVAL_MS = 1_000;

/** How often one is written although nothing has changed: a build that is silent for long is taken for dead. */
const HEARTBEAT_MS = 30_000;

/** How wide the bar is at least and at most, in columns of the terminal. */
const [LEAST_BAR_COLUMNS, MOST_BAR_COLUMNS] = [5, 40];

/** What the counts beside the bar may take, in columns. */
const COUNT_COLUMNS = 35;

/** Shows how far stopping is. */
export interface StopProgress {
  show(progress: SweepProgress): void;
  /** Shows a line about what delays it. */
  note(line: string): void;
  /** To be called in any case: it gives the terminal back. */
  end(): void;
}

/** A live bar on a terminal, lines elsewhere; both on stderr. */
export function stopProgress(): StopProgress {
  return process.stderr.isTTY ? new ProgressBar() : new ProgressLines();
}

class ProgressBar implements StopProgress {
  private readonly startedMs = performance.now();
  private bar: SingleBar | undefined;
  private last: SweepProgress | undefined;

  show(progress: SweepProgress): void {
    const { stopped, total } = progress;
    if (total === 0) return;
    this.last = progress;
    this.bar ??= this.start(progress);
    this.bar.setTotal(total);
    this.bar.update(stopped);
  }

  /** Above the bar, which begins anew below it. */
  note(line: string): void {
    this.end();
    say(line);
    if (this.last) this.show(this.last);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private start({ stopped, total }: SweepProgress): SingleBar {
    const { SingleBar, Presets } = require("cli-progress") as typeof import("cli-progress");
    const columns = process.stderr.columns || Number.POSITIVE_INFINITY;
    const bar = new SingleBar(
      {
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
        // Ctrl-C is ours: the library would only give the cursor back.
        gracefulExit: false,
        barsize: Math.max(LEAST_BAR_COLUMNS, Math.min(MOST_BAR_COLUMNS, columns - COUNT_COLUMNS)),
        // Since the first bar.
        formatTime: () => formatDuration(performance.now() - this.startedMs),
        format: "{bar} {value} of {total} jobs stopped  {duration_formatted}",
      },
      Presets.shades_classic,
    );
    bar.start(total, stopped);
    return bar;
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

  note(line: string): void {
    say(line);
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
