import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { LookPace } from "../../../src/vertex/stopping/lookPace";
import { inVirtualTime } from "../../support/virtualTime";

/** Looks for some minutes at the pace's own interval; when each look was, and how many requests it took. */
async function look(minutes: number, requestsOf: (count: number) => number, leastMs = 1_000) {
  return inVirtualTime(async () => {
    const pace = new LookPace();
    const looks: { atMs: number; requests: number }[] = [];
    const startMs = performance.now();
    for (let count = 0; performance.now() - startMs < minutes * 60_000; count++) {
      const requests = requestsOf(count);
      looks.push({ atMs: performance.now() - startMs, requests });
      pace.add(requests);
      await sleep(pace.intervalMs(leastMs));
    }
    return looks;
  });
}
const requestsFrom = (looks: Awaited<ReturnType<typeof look>>, fromMs: number) =>
  looks.filter(({ atMs }) => atMs >= fromMs).reduce((sum, { requests }) => sum + requests, 0);

describe("LookPace", () => {
  for (const leastMs of [1_000, 2_000, 4_000]) {
    it(`keeps an interval of ${leastMs} ms when each poll takes one request`, async () => {
      const looks = await look(2, () => 1, leastMs);
      assert.deepEqual(
        looks.map(({ atMs }) => atMs),
        looks.map((_, index) => index * leastMs),
      );
    });
  }

  it("waits only slightly longer after a poll of ten requests, and stays within 60 requests a minute", async () => {
    const looks = await look(1, (count) => (count === 0 ? 10 : 1));
    const intervalsMs = looks.slice(1).map(({ atMs }, index) => atMs - (looks[index]?.atMs ?? 0));
    assert.ok(Math.max(...intervalsMs) < 1_200, `${Math.max(...intervalsMs)} ms`);
    assert.ok(requestsFrom(looks, 0) <= 61, `${requestsFrom(looks, 0)} requests`);
  });

  for (const requests of [2, 10, 59, 60, 61, 100]) {
    it(`uses most of 60 requests a minute when each poll takes ${requests}`, async () => {
      const minutes = 20;
      const looks = await look(minutes, () => requests);
      const perMinute = requestsFrom(looks, 600_000) / (minutes - 10);
      assert.ok(perMinute <= 62 && perMinute >= 45, `${perMinute} requests a minute`);
    });
  }
});
