/** Fractions as `google.protobuf.Timestamp` has them: up to nanoseconds. */
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** What a `google.protobuf.Timestamp` can hold, in milliseconds since the epoch. */
const EARLIEST_MS = Date.parse("0001-01-01T00:00:00Z");
const LATEST_MS = Date.parse("9999-12-31T23:59:59.999Z");

/** Nanoseconds in a millisecond. */
export const NS_PER_MS = 1_000_000n;

/**
 * Reads an RFC 3339 time that a `google.protobuf.Timestamp` can hold. The API's times are finer than milliseconds, and
 * a job must not be on the wrong side of a bound by a fraction of one.
 *
 * @returns nanoseconds since the epoch, or `undefined` when the text is no such time.
 * @see https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/timestamp.proto
 */
export function parseTimeNs(text: string): bigint | undefined {
  const [, date, time, fraction = "", zone] = RFC_3339.exec(text) ?? [];
  if (date === undefined || !isCalendarDate(date)) return undefined;
  const ms = Date.parse(`${date}T${time}${zone}`);
  if (!(ms >= EARLIEST_MS && ms <= LATEST_MS)) return undefined;
  return BigInt(ms) * NS_PER_MS + BigInt(fraction.padEnd(9, "0"));
}

/** `Date.parse` takes the 30th of February for the 2nd of March. */
function isCalendarDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

/** Spells a time in UTC and whole milliseconds, rounded as told; a time out of range becomes the first or last one. */
export function formatTime(ns: bigint, rounding: "up" | "down"): string {
  const ms = Number(rounding === "up" ? -floorMs(-ns) : floorMs(ns));
  return new Date(Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS)).toISOString();
}

/** BigInt division rounds towards zero. */
function floorMs(ns: bigint): bigint {
  const ms = ns / NS_PER_MS;
  return ms * NS_PER_MS > ns ? ms - 1n : ms;
}
