import assert from "node:assert/strict";
import { airflow } from "../../bench/peers/pollers/airflow";
import { pRetry } from "../../bench/peers/pollers/pRetry";
import { workflowsConnector } from "../../bench/peers/pollers/workflowsConnector";
import { intervalAt, looksInFirstMinute, meanWait, waitWith } from "../../bench/poller";

describe("a poller", () => {
  it("polls at once, and detects the end at the first poll after it", () => {
    assert.deepEqual(waitWith(airflow, 0), { lagMs: 0, looks: 1 });
    assert.deepEqual(waitWith(airflow, 3_500), { lagMs: 6_500, looks: 2 });
    assert.deepEqual(waitWith(pRetry, 3_500), { lagMs: 3_500, looks: 4 }); // at 0, 1, 3 and 7 s
  });

  it("lags by half of its interval on average", () => {
    assert.equal(meanWait(airflow, 33_000).lagMs, 5_000);
    assert.equal(meanWait(pRetry, 1_800_000).lagMs, 512_000);
  });

  it("waits longer each time up to its longest interval", () => {
    assert.deepEqual(intervalAt(pRetry, 1_800_000), { fromMs: 1_023_000, lengthMs: 1_024_000 });
    assert.equal(intervalAt(workflowsConnector, 1_800_000).lengthMs, 60_000);
  });

  it("polls six times in the first minute", () => {
    assert.deepEqual([looksInFirstMinute(airflow), looksInFirstMinute(pRetry)], [6, 6]);
  });
});
