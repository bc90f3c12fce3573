import assert from "node:assert/strict";
import { formatDuration, parseDurationMs } from "../../src/vertex/duration";

describe("parseDurationMs", () => {
  it("reads Go durations", () => {
    assert.equal(parseDurationMs("30m"), 1_800_000);
    assert.equal(parseDurationMs("1h30m"), 5_400_000);
    assert.equal(parseDurationMs("1.5s"), 1_500);
    assert.equal(parseDurationMs("500ms"), 500);
    assert.equal(parseDurationMs("0s"), 0);
    assert.equal(parseDurationMs("-5m"), -300_000);
  });

  it("reads every unit of Go, and days and weeks", () => {
    const texts = ["1w", "1d", "1h", "1m", "1s", "1ms", "1us", "1µs", "1ns"];
    assert.deepEqual(
      texts.map(parseDurationMs),
      [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1, 1e-3, 1e-3, 1e-6],
    );
  });

  for (const text of ["45", "0", "-5", "1.5", "30m45"]) {
    it(`refuses ${JSON.stringify(text)}, which has a number without a unit`, () =>
      assert.equal(parseDurationMs(text), undefined));
  }

  for (const text of ["", "soon", "h", "m30", ".s", "6 apples", "10 minutes", "1h 30m", " 30m", "30m\n", "1y", "1M"]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseDurationMs(text), undefined));
  }

  for (const text of ["1e3s", "1..5s", "1,5s", "--5m", "1h-30m", "∞s"]) {
    it(`refuses ${JSON.stringify(text)}, which has no plain number`, () =>
      assert.equal(parseDurationMs(text), undefined));
  }

  it("refuses a number that is too large", () => {
    assert.equal(parseDurationMs(`${"9".repeat(400)}h`), undefined);
    assert.equal(parseDurationMs("1".repeat(100_000)), undefined);
  });
});

describe("formatDuration", () => {
  it("shows the two largest units", () => {
    assert.equal(formatDuration(0), "0s");
    assert.equal(formatDuration(12_400), "12s");
    assert.equal(formatDuration(123_000), "2m3s");
    assert.equal(formatDuration(1_800_000), "30m");
    assert.equal(formatDuration(3_661_000), "1h1m");
  });
});
