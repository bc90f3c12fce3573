import { kindOfName } from "../../vertex/kinds/kindNames";
import type { SweptJob } from "../../vertex/stopping/sweptJob";

/** How many jobs came to their end in which way, and how many of them were deleted then. */
export interface SweepCounts {
  readonly cancelled: number;
  readonly completed: number;
  readonly alreadyTerminal: number;
  readonly notFound: number;
  readonly deleted: number;
}

/** {@link SweepCounts} by kind: the collection in the jobs' names. */
export type CountsByKind = Readonly<Partial<Record<string, SweepCounts>>>;

const NO_COUNTS: SweepCounts = { cancelled: 0, completed: 0, alreadyTerminal: 0, notFound: 0, deleted: 0 };

/** The counts of jobs, of each kind that is given and each that a job has. */
export function countsOf(jobs: readonly SweptJob[], kinds: readonly string[] = []): CountsByKind {
  const kindOf = ({ name }: SweptJob) => kindOfName(name)?.collection ?? "";
  const all = [...new Set([...kinds, ...jobs.map(kindOf)])];
  return Object.fromEntries(all.map((kind) => [kind, countsOfOne(jobs.filter((job) => kindOf(job) === kind))]));
}

function countsOfOne(jobs: readonly SweptJob[]): SweepCounts {
  const countOf = (outcome: SweptJob["outcome"]) => jobs.filter((job) => job.outcome === outcome).length;
  return {
    cancelled: countOf("CANCELLED"),
    completed: countOf("COMPLETED"),
    alreadyTerminal: countOf("ALREADY_TERMINAL"),
    notFound: countOf("NOT_FOUND"),
    deleted: jobs.filter(({ deleted }) => deleted).length,
  };
}

/** The counts of both together, kind by kind; or those of one without those of the other. */
export function add(one: CountsByKind, other: CountsByKind, times = 1): CountsByKind {
  const kinds = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(kinds.map((kind) => [kind, addCounts(one[kind], other[kind], times)]));
}

/** The counts of all kinds together. */
export function sumOf(counts: CountsByKind): SweepCounts {
  return Object.values(counts).reduce<SweepCounts>((sum, ofKind) => addCounts(sum, ofKind, 1), NO_COUNTS);
}

/** How many jobs are counted. */
export function total({ cancelled, completed, alreadyTerminal, notFound }: SweepCounts): number {
  return cancelled + completed + alreadyTerminal + notFound;
}

function addCounts(one: SweepCounts = NO_COUNTS, other: SweepCounts = NO_COUNTS, times: number): SweepCounts {
  return {
    cancelled: one.cancelled + times * other.cancelled,
    completed: one.completed + times * other.completed,
    alreadyTerminal: one.alreadyTerminal + times * other.alreadyTerminal,
    notFound: one.notFound + times * other.notFound,
    deleted: one.deleted + times * other.deleted,
  };
}
