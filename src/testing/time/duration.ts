import type { Random } from "../state/seededRandom";

/**
 * How long something takes, in milliseconds: always the same, uniform between two bounds (both included), or
 * a list of which each use takes the next, from the beginning again after the last. `Infinity` never ends.
 */
export type DurationMs = number | DurationRangeMs | readonly number[];

/** Lengths of time from one to another. */
export interface DurationRangeMs {
  /** The shortest, in milliseconds. */
  readonly minMs: number;
  /** The longest, in milliseconds. */
  readonly maxMs: number;
}

/** Whether this is a length of time: nothing negative, no empty list, no range that ends before it begins. */
export function isDurationMs(durationMs: DurationMs): boolean {
  if (typeof durationMs === "number") {
    return durationMs >= 0;
  }
  if ("minMs" in durationMs) {
    return durationMs.minMs >= 0 && durationMs.maxMs >= durationMs.minMs;
  }
  return durationMs.length > 0 && durationMs.every((one) => one >= 0);
}

/** Draws one length after another from a {@link DurationMs}. */
export class DurationSource {
  #used = 0;

  constructor(
    private readonly durationMs: DurationMs,
    private readonly random: Random,
  ) {}

  /** The next length in milliseconds. */
  next(): number {
    const durationMs = this.durationMs;
    if (typeof durationMs === "number") {
      return durationMs;
    }
    if ("minMs" in durationMs) {
      return Math.round(durationMs.minMs + this.random() * (durationMs.maxMs - durationMs.minMs));
    }
    return durationMs[this.#used++ % durationMs.length] ?? 0;
  }
}
