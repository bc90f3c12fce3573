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

  it("knows what is no duration", () => {
    assert.equal(parseDurationMs("soon"), undefined);
    assert.equal(parseDurationMs(""), undefined);
  });
});

describe("formatDuration", () => {
  it("tells the two largest units", () => {
    assert.equal(formatDuration(0), "0s");
    assert.equal(formatDuration(12_400), "12s");
    assert.equal(formatDuration(123_000), "2m3s");
    assert.equal(formatDuration(1_800_000), "30m");
    assert.equal(formatDuration(3_661_000), "1h1m");
  });
});
