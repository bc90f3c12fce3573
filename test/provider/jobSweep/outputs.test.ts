import assert from "node:assert/strict";
import { factsOf, unlistedCounts } from "../../../src/provider/jobSweep/outputs";
import { Pauses } from "../../../src/provider/jobSweep/pauses";
import type { SweptJob } from "../../../src/vertex/stopping/sweptJob";

const NO_PAUSES = Pauses.of({});

const job = (name: string, outcome?: SweptJob["outcome"]): SweptJob => ({
  name,
  previousState: "PIPELINE_STATE_RUNNING",
  ...(outcome && { outcome }),
});

describe("factsOf", () => {
  it("counts the jobs by outcome", () => {
    const jobs = [
      job("a", "CANCELLED"),
      job("b", "CANCELLED"),
      job("c", "COMPLETED"),
      job("d", "ALREADY_TERMINAL"),
      job("e", "NOT_FOUND"),
      job("f"),
    ];
    const { jobs: _jobs, ...counts } = factsOf(
      jobs,
      Pauses.of({ pausedSchedules: ["s"], __lastResumeTimes: { s: "" } }),
    );
    assert.deepEqual(counts, {
      matched: 6,
      cancelled: 2,
      completed: 1,
      alreadyTerminal: 1,
      notFound: 1,
      activeJobs: ["f"],
      pausedSchedules: ["s"],
      __lastResumeTimes: { s: "" },
    });
  });

  it("lists active jobs first and then jobs that ended by themselves", () => {
    const jobs = [job("a", "CANCELLED"), job("b", "COMPLETED"), job("c"), job("d", "NOT_FOUND"), job("e", "COMPLETED")];
    assert.deepEqual(
      factsOf(jobs, NO_PAUSES).jobs.map(({ name }) => name),
      ["c", "b", "e", "a", "d"],
    );
  });

  const many = (count: number, outcome?: SweptJob["outcome"]) =>
    [...Array(count).keys()].map((id) => job(`${outcome ?? "job"}-${id}`, outcome));

  it("lists at most 1,000 stopped jobs and counts all of them", () => {
    const facts = factsOf(many(1_500, "CANCELLED"), NO_PAUSES);
    assert.deepEqual([facts.matched, facts.cancelled, facts.jobs.length], [1_500, 1_500, 1_000]);
  });

  it("lists every job that has not stopped", () => {
    const facts = factsOf([...many(1_500), ...many(5, "CANCELLED")], NO_PAUSES);
    assert.deepEqual([facts.matched, facts.jobs.length, facts.activeJobs.length], [1_505, 1_500, 1_000]);
  });

  it("counts jobs that an earlier sweep counted but did not list", () => {
    const recorded = factsOf(many(1_500, "CANCELLED"), NO_PAUSES);
    const unlisted = unlistedCounts(recorded);
    assert.deepEqual(unlisted, { cancelled: 500, completed: 0, alreadyTerminal: 0, notFound: 0 });
    const facts = factsOf([...recorded.jobs, job("late", "COMPLETED")], NO_PAUSES, unlisted);
    assert.deepEqual([facts.matched, facts.cancelled, facts.completed], [1_501, 1_500, 1]);
  });
});
