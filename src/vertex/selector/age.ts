import { parseDurationMs } from "../duration";

/**
 * Whole durations only. The library reads `6 apples` as 6 milliseconds, and by a slip like that a selector would
 * stop nearly every job.
 */
const AGE = /^(?:\d+(?:\.\d+)?(?:w|d|h|ms|m|s))+$/;

/** Far beyond every job, and early enough to leave dates representable. */
const MAX_AGE_MS = 100 * 365 * 24 * 3_600_000;

/**
 * Reads an age such as `6h`, `1d12h` or `90m`: a sum of weeks, days, hours, minutes, seconds and milliseconds.
 *
 * @returns milliseconds, above zero and at most a hundred years; `undefined` for any other text.
 */
export function parseAgeMs(text: string): number | undefined {
  const ms = AGE.test(text) ? parseDurationMs(text) : undefined;
  return ms !== undefined && ms > 0 && ms <= MAX_AGE_MS ? ms : undefined;
}
