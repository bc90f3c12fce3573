import assert from "node:assert/strict";
import { factsOf } from "../../../src/provider/pipelineJobSweep/outputs";
import type { SweptJob } from "../../../src/vertex/sweep/sweptJob";

const job = (name: string, outcome?: SweptJob["outcome"]): SweptJob => ({
  name,
  previousState: "PIPELINE_STATE_RUNNING",
  ...(outcome && { outcome }),
});

describe("the outputs of a sweep", () => {
  it("count what became of the jobs", () => {
    const jobs = [
      job("a", "CANCELLED"),
      job("b", "CANCELLED"),
      job("c", "COMPLETED"),
      job("d", "ALREADY_TERMINAL"),
      job("e", "NOT_FOUND"),
      job("f"),
    ];
    const { jobs: _jobs, ...counts } = factsOf(jobs, ["s"]);
    assert.deepEqual(counts, {
      matched: 6,
      cancelled: 2,
      completed: 1,
      alreadyTerminal: 1,
      notFound: 1,
      activeJobs: ["f"],
      pausedSchedules: ["s"],
    });
  });

  it("name first what has not stopped, then what has ended by itself", () => {
    const jobs = [job("a", "CANCELLED"), job("b", "COMPLETED"), job("c"), job("d", "NOT_FOUND"), job("e", "COMPLETED")];
    assert.deepEqual(
      factsOf(jobs, []).jobs.map(({ name }) => name),
      ["c", "b", "e", "a", "d"],
    );
  });

  it("name a thousand jobs at most, and count all", () => {
    const facts = factsOf(
      [...Array(1_001).keys()].map((id) => job(`job-${id}`)),
      [],
    );
    assert.deepEqual([facts.matched, facts.jobs.length, facts.activeJobs.length], [1_001, 1_000, 1_000]);
  });
});
