import assert from "node:assert/strict";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { EndedJobs } from "../../../src/vertex/stopping/endedJobs";
import { nameOf } from "../../../src/vertex/stopping/foundJob";
import { PLACE } from "../../support/withFake";

const ENDED = "2026-01-01T00:00:10Z";

/** A job as a listing shows it. */
const listed = (times: { createTime?: string; updateTime?: string }) => ({
  kind: PIPELINE_JOBS,
  location: PLACE,
  job: {
    name: "projects/1/locations/us-central1/pipelineJobs/a",
    state: "PIPELINE_STATE_RUNNING",
    labels: {},
    childJobs: [],
    ...times,
  },
});

describe("EndedJobs", () => {
  const CASES: readonly (readonly [what: string, times: Parameters<typeof listed>[0], isOutdated: boolean])[] = [
    ["a job as it was before it ended", { createTime: "2026-01-01T00:00:00Z", updateTime: ENDED }, true],
    ["a job that has changed since", { createTime: "2026-01-01T00:00:00Z", updateTime: "2026-01-01T00:00:11Z" }, false],
    ["a job that was created in the same moment", { createTime: ENDED, updateTime: ENDED }, false],
    ["a job whose creation the listing leaves out", { updateTime: ENDED }, true],
    ["a job whose last change the listing leaves out", { createTime: "2026-01-01T00:00:00Z" }, false],
  ];
  for (const [what, times, isOutdated] of CASES) {
    it(`says of ${what} that it ${isOutdated ? "has ended" : "may run"}`, () => {
      const ended = new EndedJobs();
      const found = listed(times);
      ended.add(nameOf(found), listed({ createTime: "2026-01-01T00:00:00Z", updateTime: ENDED }).job);
      assert.equal(ended.isOutdated(found), isOutdated);
    });
  }
});
