import assert from "node:assert/strict";
import { parseAgeMs } from "../../../src/vertex/selection/age";
import { formatTime, parseTimeNs } from "../../../src/vertex/selection/rfc3339";

describe("parseTimeNs", () => {
  for (const [text, expected] of [
    ["1970-01-01T00:00:00Z", 0n],
    ["1970-01-01T01:00:00+01:00", 0n],
    ["1970-01-01T00:00:01.5Z", 1_500_000_000n],
    ["1970-01-01T00:00:00.123456789Z", 123_456_789n],
    ["1969-12-31T23:59:59.9Z", -100_000_000n],
    ["2024-02-29T00:00:00Z", 1_709_164_800_000_000_000n],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(parseTimeNs(text), expected));
  }

  for (const text of [
    "",
    "yesterday",
    "2026-01-31",
    "2026-01-31T12:00:00",
    "2026-01-31 12:00:00Z",
    "2026-02-30T00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T12:00:60Z",
    "2026-01-31T12:00:00+24:00",
    "2026-01-31T12:00:00.1234567890Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-01:00",
    "2026-01-31T12:00:00Z\n",
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseTimeNs(text), undefined));
  }
});

describe("formatTime", () => {
  it("rounds to milliseconds in the given direction, including before the epoch", () => {
    assert.equal(formatTime(1_000_001n, "down"), "1970-01-01T00:00:00.001Z");
    assert.equal(formatTime(1_000_001n, "up"), "1970-01-01T00:00:00.002Z");
    assert.equal(formatTime(-1n, "down"), "1969-12-31T23:59:59.999Z");
    assert.equal(formatTime(-1n, "up"), "1970-01-01T00:00:00.000Z");
  });

  it("stays within the years that RFC 3339 can express", () => {
    const last = parseTimeNs("9999-12-31T23:59:59.999999999Z");
    assert.ok(last !== undefined);
    assert.equal(formatTime(last, "up"), "9999-12-31T23:59:59.999Z");
  });
});

describe("parseAgeMs", () => {
  for (const [text, expected] of [
    ["6h", 21_600_000],
    ["1d12h", 129_600_000],
    ["1.5h", 5_400_000],
    ["2w", 1_209_600_000],
    ["90m", 5_400_000],
    ["500ms", 500],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(parseAgeMs(text), expected));
  }

  for (const text of ["", "6", "h", "6 apples", "6h or so", "-6h", "6h-3m", "1mo", "1y", "0s", "∞", "99999w", "6h\n"]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseAgeMs(text), undefined));
  }
});
