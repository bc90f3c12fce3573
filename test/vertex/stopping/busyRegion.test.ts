import assert from "node:assert/strict";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

const OTHER_JOBS = 10_000;
const CHANGES_PER_SECOND = 20;

/** How long each job takes to stop, in milliseconds. */
const STOPS_AFTER_MS = 4_000;

/** A script for each job that cancels it and then gets it once a second; and a first look, which such scripts leave out. */
const requestsOfLoops = (count: number) => count * (1 + STOPS_AFTER_MS / 1_000 + 1) + 1;

describe("JobCoordinator in a region with 10,000 other active jobs, 20 of which change each second", function () {
  this.timeout(60_000);
  const fake = withFake({ timeToCancelMs: STOPS_AFTER_MS });

  /** Stops jobs at once. @returns how long it took, in milliseconds, and what was sent. */
  const stopJobs = (count: number, { besides = 0 } = {}) =>
    inVirtualTime(async () => {
      const others = Array.from({ length: besides }, (_, index) =>
        fake().addPipelineJob({ ...PLACE, pipelineJobId: `other-${index}` }),
      );
      let changed = 0;
      const changing = setInterval(() => {
        const names = Array.from({ length: besides && CHANGES_PER_SECOND }, () => others[changed++ % besides]);
        for (const name of names) fake().setPipelineJobState(String(name), "PIPELINE_STATE_RUNNING");
      }, 1_000);
      const jobIds = Array.from({ length: count }, (_, index) => `job-${index}`);
      for (const pipelineJobId of jobIds) fake().addPipelineJob({ ...PLACE, pipelineJobId });
      const coordinator = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
      const deadline = new Deadline(600_000);
      const options = { deadline, missingIsStopped: false, requestedBefore: false };
      const stopped = await Promise.all(jobIds.map((jobId) => coordinator.stop({ ...PLACE, jobId }, options)));
      clearInterval(changing);
      assert.deepEqual(new Set(stopped.map(({ outcome }) => outcome)), new Set(["CANCELLED"]));
      const sent = { elapsedMs: deadline.elapsedMs(), requests: fake().requests.length };
      for (const { name } of fake().pipelineJobs) fake().removePipelineJob(String(name));
      fake().clearRequests();
      return sent;
    });

  for (const count of [1, 5, 100]) {
    it(`stops ${count} as fast as in an empty region, with no more requests than a loop for each`, async () => {
      const alone = await stopJobs(count);
      const { elapsedMs, requests } = await stopJobs(count, { besides: OTHER_JOBS });
      assert.ok(requests <= requestsOfLoops(count), `${requests} requests; alone ${alone.requests}`);
      assert.ok(elapsedMs <= alone.elapsedMs + 1_000, `${elapsedMs} ms; alone ${alone.elapsedMs} ms`);
    });
  }
});
