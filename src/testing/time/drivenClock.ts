import type { Clock } from "./clock";

interface Alarm {
  readonly atMs: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until a test moves it.
 *
 * @example
 * const clock = new DrivenClock();
 * const fake = await FakeVertexAi.start({ clock, timeToCancelMs: 30_000 });
 * clock.advance(30_000);
 */
export class DrivenClock implements Clock {
  readonly #alarms = new Set<Alarm>();
  #nowMs: number;

  /** @param nowMs - where it stands at first, in milliseconds since the epoch. Default: 2026-01-01T00:00:00Z. */
  constructor(nowMs: number = Date.UTC(2026, 0, 1)) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  setTimeout(run: () => void, delayMs: number): unknown {
    const alarm: Alarm = { atMs: this.#nowMs + delayMs, run };
    this.#alarms.add(alarm);
    return alarm;
  }

  clearTimeout(handle: unknown): void {
    this.#alarms.delete(handle as Alarm);
  }

  /** Moves the time on by `byMs` milliseconds and calls, in order, what falls due on the way. */
  advance(byMs: number): void {
    const endMs = this.#nowMs + byMs;
    for (let alarm = this.#nextAlarm(endMs); alarm !== undefined; alarm = this.#nextAlarm(endMs)) {
      this.#alarms.delete(alarm);
      this.#nowMs = Math.max(this.#nowMs, alarm.atMs);
      alarm.run();
    }
    this.#nowMs = endMs;
  }

  #nextAlarm(untilMs: number): Alarm | undefined {
    let next: Alarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.atMs <= untilMs && (next === undefined || alarm.atMs < next.atMs)) {
        next = alarm;
      }
    }
    return next;
  }
}
