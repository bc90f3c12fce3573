import assert from "node:assert/strict";
import { factsOf, unlistedCounts } from "../../../src/provider/jobSweep/outputs";
import { Pauses } from "../../../src/provider/jobSweep/pauses";
import type { SweptJob } from "../../../src/vertex/stopping/sweptJob";

const NOTHING_ELSE = { kinds: ["pipelineJobs"], pauses: Pauses.of({}) };

const nameOf = (id: string, kind = "pipelineJobs") => `projects/p/locations/us-central1/${kind}/${id}`;

const job = (id: string, outcome?: SweptJob["outcome"]): SweptJob => ({
  name: nameOf(id),
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
    const { jobs: _jobs, ...counts } = factsOf(jobs, {
      kinds: ["pipelineJobs", "nasJobs"],
      pauses: Pauses.of({ pausedSchedules: ["s"], __lastResumeTimes: { s: "" } }),
    });
    const none = { cancelled: 0, completed: 0, alreadyTerminal: 0, notFound: 0, deleted: 0 };
    const ended = { cancelled: 2, completed: 1, alreadyTerminal: 1, notFound: 1, deleted: 0 };
    assert.deepEqual(counts, {
      matched: 6,
      ...ended,
      byKind: { pipelineJobs: { matched: 6, ...ended }, nasJobs: { matched: 0, ...none } },
      activeJobs: [nameOf("f")],
      pausedSchedules: ["s"],
      __lastResumeTimes: { s: "" },
    });
  });

  it("counts the jobs of each kind by themselves, and those that were deleted", () => {
    const deleted = { ...job("a", "CANCELLED"), deleted: true } as const;
    const custom = { ...deleted, name: nameOf("1", "customJobs") };
    const facts = factsOf([deleted, job("b", "COMPLETED"), custom], NOTHING_ELSE);
    assert.deepEqual([facts.matched, facts.cancelled, facts.deleted], [3, 2, 2]);
    const { pipelineJobs, customJobs } = facts.byKind;
    assert.deepEqual([pipelineJobs?.matched, pipelineJobs?.deleted, pipelineJobs?.completed], [2, 1, 1]);
    assert.deepEqual([customJobs?.matched, customJobs?.deleted, customJobs?.completed], [1, 1, 0]);
  });

  it("lists active jobs first and then jobs that ended by themselves", () => {
    const jobs = [job("a", "CANCELLED"), job("b", "COMPLETED"), job("c"), job("d", "NOT_FOUND"), job("e", "COMPLETED")];
    assert.deepEqual(
      factsOf(jobs, NOTHING_ELSE).jobs.map(({ name }) => name),
      ["c", "b", "e", "a", "d"].map((id) => nameOf(id)),
    );
  });

  const many = (count: number, outcome?: SweptJob["outcome"]) =>
    [...Array(count).keys()].map((id) => job(`${outcome ?? "job"}-${id}`, outcome));

  it("lists at most 1,000 stopped jobs and counts all of them", () => {
    const facts = factsOf(many(1_500, "CANCELLED"), NOTHING_ELSE);
    assert.deepEqual([facts.matched, facts.cancelled, facts.jobs.length], [1_500, 1_500, 1_000]);
  });

  it("lists every job that has not stopped", () => {
    const facts = factsOf([...many(1_500), ...many(5, "CANCELLED")], NOTHING_ELSE);
    assert.deepEqual([facts.matched, facts.jobs.length, facts.activeJobs.length], [1_505, 1_500, 1_000]);
  });

  it("counts jobs that an earlier sweep counted but did not list", () => {
    const recorded = factsOf(many(1_500, "CANCELLED"), NOTHING_ELSE);
    const unlisted = unlistedCounts(recorded);
    const none = { completed: 0, alreadyTerminal: 0, notFound: 0, deleted: 0 };
    assert.deepEqual(unlisted, { pipelineJobs: { cancelled: 500, ...none } });
    const { byKind: _byKind, ...ofEarlierVersion } = recorded;
    assert.deepEqual(unlistedCounts(ofEarlierVersion), unlisted);
    const facts = factsOf([...recorded.jobs, job("late", "COMPLETED")], { ...NOTHING_ELSE, unlisted });
    assert.deepEqual([facts.matched, facts.cancelled, facts.completed], [1_501, 1_500, 1]);
  });
});
