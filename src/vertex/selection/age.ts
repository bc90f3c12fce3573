import { parseDurationMs } from "../duration";

/** Milliseconds and longer units only, without a sign: an age that is off by a slip would match nearly every job. */
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
