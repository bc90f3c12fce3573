import type { SweptJob } from "../../vertex/stopping/sweptJob";
import type { SweepInputs } from "./inputs";
import type { Pauses, RecordedPauses } from "./pauses";

/** Jobs that are recorded, at most, of those that have stopped; all that have not are recorded. */
export const MAX_RECORDED_JOBS = 1_000;

/** How many jobs came to their end in which way. */
export interface SweepCounts {
  readonly cancelled: number;
  readonly completed: number;
  readonly alreadyTerminal: number;
  readonly notFound: number;
}

const NO_COUNTS: SweepCounts = { cancelled: 0, completed: 0, alreadyTerminal: 0, notFound: 0 };

/** What a sweep has found and done. */
export interface SweepFacts extends RecordedPauses {
  /** Jobs that matched. */
  readonly matched?: number;
  readonly cancelled?: number;
  /** Jobs that ended by themselves although cancellation was asked for. */
  readonly completed?: number;
  /** Jobs that had ended before they were asked. */
  readonly alreadyTerminal?: number;
  /** Jobs that were deleted while they were waited for. */
  readonly notFound?: number;
  readonly jobs?: readonly SweptJob[];
  /** Full names of the jobs that run although they should not, or, before a sweep on delete, that are to be stopped. */
  readonly activeJobs?: readonly string[];
  /** The project's number, from an answer; absent before any has told it. */
  readonly projectNumber?: string;
}

/** What the engine keeps of the resource. */
export type SweepOutputs = SweepInputs & SweepFacts;

/**
 * What became of the jobs of a sweep, and what was paused.
 *
 * @param unlisted - jobs of an earlier sweep that were counted and are not among the jobs.
 */
export function factsOf(
  jobs: readonly SweptJob[],
  pauses: Pauses,
  unlisted: SweepCounts = NO_COUNTS,
): Omit<Required<SweepFacts>, "projectNumber"> {
  const counts = add(countsOf(jobs), unlisted);
  const active = jobs.filter(({ outcome }) => outcome === undefined);
  const failuresFirst = [...jobs].sort((left, right) => rank(left) - rank(right));
  return {
    matched: total(counts) + active.length,
    ...counts,
    jobs: failuresFirst.slice(0, Math.max(MAX_RECORDED_JOBS, active.length)),
    activeJobs: active.slice(0, MAX_RECORDED_JOBS).map(({ name }) => name),
    ...pauses.facts,
  };
}

/** The jobs that are counted in what is recorded and not listed there. */
export function unlistedCounts({ jobs = [], ...recorded }: SweepFacts): SweepCounts {
  const listed = countsOf(jobs);
  return add({ ...NO_COUNTS, ...known(recorded) }, add(NO_COUNTS, listed, -1));
}

/** How many jobs are counted. */
export function total(counts: SweepCounts): number {
  return counts.cancelled + counts.completed + counts.alreadyTerminal + counts.notFound;
}

function known({ cancelled, completed, alreadyTerminal, notFound }: SweepFacts): Partial<SweepCounts> {
  const counts = { cancelled, completed, alreadyTerminal, notFound };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

function countsOf(jobs: readonly SweptJob[]): SweepCounts {
  const countOf = (outcome: SweptJob["outcome"]) => jobs.filter((job) => job.outcome === outcome).length;
  return {
    cancelled: countOf("CANCELLED"),
    completed: countOf("COMPLETED"),
    alreadyTerminal: countOf("ALREADY_TERMINAL"),
    notFound: countOf("NOT_FOUND"),
  };
}

function add(one: SweepCounts, other: SweepCounts, times = 1): SweepCounts {
  return {
    cancelled: one.cancelled + times * other.cancelled,
    completed: one.completed + times * other.completed,
    alreadyTerminal: one.alreadyTerminal + times * other.alreadyTerminal,
    notFound: one.notFound + times * other.notFound,
  };
}

function rank({ outcome }: SweptJob): number {
  if (outcome === undefined) return 0;
  return outcome === "COMPLETED" ? 1 : 2;
}
