import assert from "node:assert/strict";
import sinon from "sinon";
import { message } from "../../../src/messages/message";
import { ConnectionError, HttpError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import { withRetries } from "../../../src/vertex/http/retry";
import { inVirtualTime } from "../../support/virtualTime";

const busy = (retryAfterMs?: number) =>
  new HttpError(message("otherError", { text: "HTTP 503" }), {
    status: 503,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

describe("withRetries", () => {
  const signal = new AbortController().signal;
  afterEach(() => sinon.restore());

  /** Fails with each error in turn, then succeeds; returns the times of the attempts, in milliseconds. */
  function attemptTimes(errors: Error[], { timeoutMs = 600_000, patienceMs = Number.POSITIVE_INFINITY } = {}) {
    return inVirtualTime(async () => {
      const deadline = new Deadline(timeoutMs);
      const times: number[] = [];
      const attempt = async (number: number) => {
        times.push(deadline.elapsedMs());
        const error = errors[number - 1] ?? (errors.length === 1 && timeoutMs < 600_000 ? errors[0] : undefined);
        if (error) throw error;
      };
      const failure = await withRetries(attempt, { deadline, signal, patienceMs }).catch((error: unknown) => error);
      return { times, failure };
    });
  }

  it("waits longer before each retry, with full jitter", async () => {
    sinon.stub(Math, "random").returns(0.5);
    const { times } = await attemptTimes(
      Array.from({ length: 4 }, () => new ConnectionError(message("otherError", { text: "reset" }))),
    );
    assert.deepEqual(times, [0, 500, 1_500, 3_500, 7_500]);
  });

  it("honours Retry-After, up to 30 s", async () => {
    sinon.stub(Math, "random").returns(0);
    const { times } = await attemptTimes([busy(7_000), busy(3_600_000)]);
    assert.deepEqual(times, [0, 7_000, 37_000]);
  });

  it("waits as long as a busy server asks, beyond the patience with one that does not answer", async () => {
    sinon.stub(Math, "random").returns(0);
    const { times } = await attemptTimes([busy(25_000)], { patienceMs: 10_000 });
    assert.deepEqual(times, [0, 25_000]);
  });

  it("tells the deadline's listener of each retry, with the failure and the time that is left for retries", async () => {
    sinon.stub(Math, "random").returns(1);
    const told: [string, number][] = [];
    const [fault, denied] = [busy(), new HttpError(message("otherError", { text: "HTTP 403" }), { status: 403 })];
    const lost = new ConnectionError(message("otherError", { text: "refused" }));
    const errors = [fault, lost, denied];
    await inVirtualTime(async () => {
      const deadline = new Deadline(60_000, (failure, remainingMs) => told.push([failure.message, remainingMs]));
      const attempt = (number: number) => Promise.reject(errors[number - 1]);
      await withRetries(attempt, { deadline, signal, patienceMs: 10_000 }).catch(() => {});
    });
    assert.deepEqual(told, [
      ["HTTP 503", 60_000],
      ["refused", 9_000],
    ]);
  });

  it("does not retry a permanent error", async () => {
    const denied = new HttpError(message("otherError", { text: "HTTP 403" }), { status: 403 });
    const { times, failure } = await attemptTimes([denied]);
    assert.deepEqual(times, [0]);
    assert.equal(failure, denied);
  });

  it("makes the last attempt exactly at the deadline, and then times out", async () => {
    sinon.stub(Math, "random").returns(1);
    const { times, failure } = await attemptTimes([busy()], { timeoutMs: 5_000 });
    assert.equal(times.at(-1), 5_000);
    assert.ok(failure instanceof Error);
    assert.equal(failure.name, "TimeoutError");
    assert.equal(failure.message, "timed out after 5s: HTTP 503");
  });

  it("stops retrying connection errors when patience ends, but keeps retrying a busy server", async () => {
    sinon.stub(Math, "random").returns(1);
    const fault = new ConnectionError(message("otherError", { text: "refused" }));
    const { failure, times } = await attemptTimes(
      Array.from({ length: 9 }, () => fault),
      { patienceMs: 10_000 },
    );
    assert.equal(failure, fault);
    assert.equal(times.at(-1), 10_000);
    const heard = await attemptTimes(
      Array.from({ length: 9 }, () => busy()),
      { patienceMs: 10_000 },
    );
    assert.equal(heard.failure, undefined);
  });

  it("stops at once when it is aborted during a wait", async () => {
    const controller = new AbortController();
    const failure = await inVirtualTime(() => {
      setTimeout(() => controller.abort(), 100);
      sinon.stub(Math, "random").returns(1);
      const attempt = () => Promise.reject(busy(20_000));
      return withRetries(attempt, { deadline: new Deadline(60_000), signal: controller.signal }).catch(
        (error: unknown) => ({ error, atMs: performance.now() }),
      );
    });
    assert.ok(failure && typeof failure === "object" && "error" in failure);
    assert.equal((failure.error as Error).name, "AbortedError");
    assert.equal((failure as { atMs: number }).atMs, 100);
  });

  it("makes no attempt when the signal is already aborted", async () => {
    const attempt = sinon.stub().resolves();
    const calling = withRetries(attempt, { deadline: new Deadline(60_000), signal: AbortSignal.abort() });
    await assert.rejects(calling, /^AbortedError: aborted$/);
    assert.equal(attempt.callCount, 0);
  });
});
