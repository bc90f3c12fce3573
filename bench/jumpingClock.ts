import type { Clock } from "../src/testing";

interface Alarm {
  readonly atMs: number;
  readonly run: () => void;
}

/**
 * A clock for a peer in a process of its own that does one thing at a time: while anybody waits for an alarm the peer
 * does, so time jumps there at once. What the peer computes takes no time.
 */
export class JumpingClock implements Clock {
  private readonly alarms = new Set<Alarm>();
  private isJumping = false;
  private nowMs = Date.UTC(2026, 0, 1);

  now(): number {
    return this.nowMs;
  }

  setTimeout(run: () => void, delayMs: number): unknown {
    const alarm: Alarm = { atMs: this.nowMs + delayMs, run };
    this.alarms.add(alarm);
    if (!this.isJumping) setImmediate(() => this.jump());
    this.isJumping = true;
    return alarm;
  }

  clearTimeout(handle: unknown): void {
    this.alarms.delete(handle as Alarm);
  }

  private jump(): void {
    this.isJumping = false;
    const [next] = [...this.alarms].sort((left, right) => left.atMs - right.atMs);
    if (!next) return;
    this.alarms.delete(next);
    this.nowMs = Math.max(this.nowMs, next.atMs);
    next.run();
  }
}
