import assert from "node:assert/strict";
import { parseArgs } from "node:util";
import { COMMAND_OPTIONS, readOptions } from "../../src/testing/commandLine/commandOptions";

function read(...args: string[]) {
  return readOptions(parseArgs({ args, options: COMMAND_OPTIONS, strict: true }).values);
}

describe("fake-vertex-ai options", () => {
  for (const [args, options] of [
    ["", {}],
    ["--port 8080 --host ::1 --region us-central1", { port: 8080, host: "::1", region: "us-central1" }],
    [
      "--latency-ms 5 --pending-ms 1-2 --run-ms 1,2,3",
      { latencyMs: 5, pendingMs: { minMs: 1, maxMs: 2 }, runMs: [1, 2, 3] },
    ],
    ["--time-to-cancel-ms Infinity --cancel-lag-ms 9", { timeToCancelMs: Number.POSITIVE_INFINITY, cancelLagMs: 9 }],
    ["--listing-lag-ms 2000", { listingLagMs: 2_000 }],
    ["--project-number 7 --seed 3", { projectNumber: "7", seed: 3 }],
    ["--error-on-cancelled --require-authorization", { errorOnCancelled: true, requireAuthorization: true }],
    ["--quota-requests 600 --quota-batches 60", { quota: { requestsPerMinute: 600, batchesPerMinute: 60 } }],
    ["--fault 503", { faults: [{ fault: { status: 503 } }] }],
    [
      "--fault reset-after@pipelineJobs.cancel*2 --fault html",
      {
        faults: [
          { fault: { reset: "after" }, apiMethod: "pipelineJobs.cancel", times: 2 },
          { fault: { body: "<!DOCTYPE html><title>Proxy error</title>" } },
        ],
      },
    ],
    ["--fault-rate 0.5:429,stall", { randomFaults: { rate: 0.5, faults: [{ status: 429 }, { stall: true }] } }],
    [
      "--max-page-size 100 --entries-per-page 7 --left-out-of-lists labels,pipelineSpec",
      { maxPageSize: 100, entriesPerPage: 7, fieldsLeftOutOfLists: ["labels", "pipelineSpec"] },
    ],
    ["--child-jobs none --data jobs.json", { childJobs: "none", dataFile: "jobs.json" }],
  ] as const) {
    it(`reads ${args || "nothing"}`, () => {
      assert.deepEqual(read(...args.split(" ").filter((arg) => arg !== "")), options);
    });
  }
});
