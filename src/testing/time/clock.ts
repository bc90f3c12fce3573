/**
 * Where the fake takes its time from. The system's by default; tests pass one that they drive.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Calls `run` once, after `delayMs` milliseconds. */
  setTimeout(run: () => void, delayMs: number): unknown;
  /** Forgets a call that has not happened yet. */
  clearTimeout(handle: unknown): void;
}

/** Node would turn a longer delay into 1 ms. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, delayMs) => setTimeout(run, Math.min(delayMs, LONGEST_TIMEOUT_MS)),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};
