import assert from "node:assert/strict";
import sinon from "sinon";
import { readApiError, readRetryAfterMs } from "../../../src/vertex/http/apiError";

const envelope = (error: unknown) => readApiError(JSON.stringify({ error }));

describe("readApiError", () => {
  it("reads the status, the message, and the reason in the details", () => {
    const details = [null, { "@type": "help" }, { reason: 7 }, { reason: "SERVICE_DISABLED" }, { reason: "OTHER" }];
    assert.deepEqual(envelope({ code: 403, status: "PERMISSION_DENIED", message: "It is off.", details }), {
      googleStatus: "PERMISSION_DENIED",
      reason: "SERVICE_DISABLED",
      text: "It is off",
    });
  });

  it("reads how long a RetryInfo asks to wait", () => {
    const details = (retryDelay: unknown) => [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay }];
    assert.equal(envelope({ message: "m", details: details("3.5s") }).retryDelayMs, 3_500);
    for (const wrong of ["soon", "3", 3, null, {}, "-1s"]) {
      assert.deepEqual(envelope({ message: "m", details: details(wrong) }), { text: "m" });
    }
  });

  it("has neither status nor reason where the answer has none that is a text", () => {
    assert.deepEqual(envelope({ status: 403, message: "m", details: [{ reason: null }] }), { text: "m" });
    assert.deepEqual(envelope({ status: null, message: { m: 1 }, details: "none" }), { text: "" });
    assert.deepEqual(envelope({}), { text: "" });
  });

  it("reports any other body as not a Google error", () => {
    const others = [
      "",
      "null",
      "1",
      '"error"',
      "[]",
      "{}",
      '{"error":null}',
      '{"error":"denied"}',
      "<html>",
      '{"error":',
    ];
    for (const body of others) assert.deepEqual(readApiError(body), { text: "the answer is not a Google error" }, body);
  });

  it("shortens the message to one line of at most 500 characters", () => {
    assert.equal(envelope({ message: "  a\r\n\tb  c\u001b[2J " }).text, "a b c?[2J");
    assert.equal(envelope({ message: "x".repeat(500) }).text, "x".repeat(500));
    assert.equal(envelope({ message: "x".repeat(501) }).text, `${"x".repeat(500)}…`);
  });
});

describe("readRetryAfterMs", () => {
  let clock: sinon.SinonFakeTimers;
  before(() => {
    clock = sinon.useFakeTimers({ now: Date.parse("2026-01-01T00:00:00Z"), toFake: ["Date"] });
  });
  after(() => clock.restore());

  it("reads seconds", () => {
    assert.equal(readRetryAfterMs("12"), 12_000);
    assert.equal(readRetryAfterMs(" 0 "), 0);
  });

  it("reads a date", () => {
    assert.equal(readRetryAfterMs("Thu, 01 Jan 2026 00:01:00 GMT"), 60_000);
  });

  it("ignores any other header value", () => {
    for (const header of [
      null,
      "",
      "soon",
      "-5",
      "1.5.1",
      "x12",
      "12x",
      "Wed, 31 Dec 2025 23:59:00 GMT",
      "9".repeat(400),
    ]) {
      assert.equal(readRetryAfterMs(header), undefined, `${header}`);
    }
  });
});
