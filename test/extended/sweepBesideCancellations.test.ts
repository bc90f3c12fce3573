import assert from "node:assert/strict";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { activeIds, addJobs, cancelledNames } from "../support/sweepJobs";
import { withStack } from "../support/withStack";

/** Seconds from a cancel to the end of a job. */
const STOPS_AFTER = 6;

describe("a stack with several cancellations that wait concurrently", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { timeToCancelMs: STOPS_AFTER * 1_000 } });
  const program = (ids: readonly string[]) => async () => {
    for (const pipelineJobId of ids) new PipelineJobCancellation(pipelineJobId, { pipelineJobId });
  };

  const countOf = (method: string) => fake().requestsOf(`pipelineJobs.${method}`).length;
  const assertWaitedByList = (cancellations: number) => {
    // Whoever comes first, or waits alone for a moment, looks at its job.
    const gets = countOf("get");
    assert.ok(gets <= cancellations, `${gets} gets`);
    const lists = countOf("list");
    assert.ok(lists >= STOPS_AFTER - 1 && lists <= STOPS_AFTER + 6, `${lists} lists`);
  };

  it("looks at all jobs with list requests", async () => {
    addJobs(fake(), { prefix: "job", count: 8 });
    stack().program = program(activeIds(fake()));
    await stack().up();
    assert.deepEqual(activeIds(fake()), []);
    assert.equal(new Set(cancelledNames(fake())).size, 8);
    assertWaitedByList(8);
  });

  it("sends no more list requests when a JobSweep waits in the same project and region", async () => {
    fake().clearRequests();
    addJobs(fake(), { prefix: "again", count: 4 });
    const cancelled = activeIds(fake());
    addJobs(fake(), { prefix: "swept", count: 40, labels: { swept: "yes" } });
    stack().program = async () => {
      await program(cancelled)();
      new JobSweep("sweep", { selector: { labels: { swept: "yes" } } });
    };
    await stack().up();
    assert.deepEqual(activeIds(fake()), []);
    assert.equal(new Set(cancelledNames(fake())).size, 44);
    assertWaitedByList(4);
  });
});
