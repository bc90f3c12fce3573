import type { Clock } from "../src/testing";

/** A clock for a fake in virtual time, which knows how many requests the fake holds back for its latency. */
export class LatencyClock implements Clock {
  heldBack = 0;

  now(): number {
    return Date.now();
  }

  setTimeout(run: () => void, delayMs: number): unknown {
    this.heldBack += 1;
    return setTimeout(() => {
      this.heldBack -= 1;
      run();
    }, delayMs);
  }

  clearTimeout(handle: unknown): void {
    clearTimeout(handle as NodeJS.Timeout);
  }
}
