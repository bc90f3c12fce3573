import assert from "node:assert/strict";
import { Deadline } from "../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../src/vertex/kinds/kinds";
import { JobSweeper } from "../../src/vertex/stopping/jobSweeper";
import { ClosingProxy } from "../support/closingProxy";
import { addJobs, cancelledNames } from "../support/sweepJobs";
import { vertexAiAt } from "../support/vertexAi";
import { PLACE, withFake } from "../support/withFake";

const JOBS = 70;

describe("a server that closes each connection right after its answer", function () {
  this.timeout(20_000);
  // In real time: which of the two comes first is the point.
  const fake = withFake({ timeToCancelMs: 300, entriesPerPage: 7 });

  for (const closing of ["end", "destroy"] as const) {
    it(`delays no sweep and asks each job once (${closing})`, async () => {
      addJobs(fake(), { prefix: "job", count: JOBS });
      const proxy = await ClosingProxy.start(fake().endpoint, closing);
      try {
        const sweeper = new JobSweeper(vertexAiAt(proxy.endpoint), {
          locations: [PLACE],
          selections: [{ selector: { allJobs: true }, kind: PIPELINE_JOBS, nowMs: Date.now() }],
          maxJobs: JOBS,
          deadline: new Deadline(15_000),
          before: [],
        });
        await sweeper.sweep();
        assert.deepEqual(new Set(sweeper.jobs.map(({ outcome }) => outcome)), new Set(["CANCELLED"]));
        assert.equal(new Set(cancelledNames(fake())).size, JOBS);
      } finally {
        proxy.stop();
      }
    });
  }
});
