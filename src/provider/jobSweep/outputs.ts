import { kindOfName } from "../../vertex/kinds/kindNames";
import type { SweptJob } from "../../vertex/stopping/sweptJob";
import { add, type CountsByKind, countsOf, type SweepCounts, sumOf, total } from "./counts";
import type { SweepInputs } from "./inputs";
import type { Pauses, RecordedPauses } from "./pauses";

/** Jobs that are recorded, at most, of those that have stopped; all that have not are recorded. */
export const MAX_RECORDED_JOBS = 1_000;

/** What a sweep has found and done. */
export interface SweepFacts extends RecordedPauses, Partial<SweepCounts> {
  /** Jobs that matched. */
  readonly matched?: number;
  /** The counts, kind by kind. */
  readonly byKind?: Readonly<Partial<Record<string, SweepCounts & { readonly matched: number }>>>;
  readonly jobs?: readonly SweptJob[];
  /** Full names of the jobs that run although they should not, or, before a sweep on delete, that are to be stopped. */
  readonly activeJobs?: readonly string[];
  /** The project's number, from an answer; absent before any has told it. */
  readonly projectNumber?: string;
}

/** The outputs that are no inputs. */
export const SWEEP_OUTPUTS = [
  "matched",
  "cancelled",
  "completed",
  "alreadyTerminal",
  "notFound",
  "deleted",
  "byKind",
  "jobs",
  "activeJobs",
  "pausedSchedules",
  "projectNumber",
] as const satisfies readonly (keyof SweepFacts)[];

/** What the engine keeps of the resource. */
export type SweepOutputs = SweepInputs & SweepFacts;

/** What is known besides the jobs of a sweep. */
export interface SweepSummary {
  /** The kinds that are swept. */
  readonly kinds: readonly string[];
  readonly pauses: Pauses;
  /** Jobs of an earlier sweep that were counted and are not among the jobs; default: none. */
  readonly unlisted?: CountsByKind | undefined;
}

/** What became of the jobs of a sweep, and what was paused. */
export function factsOf(
  jobs: readonly SweptJob[],
  { kinds, pauses, unlisted = {} }: SweepSummary,
): Omit<Required<SweepFacts>, "projectNumber"> {
  const counts = add(countsOf(jobs, kinds), unlisted);
  const active = jobs.filter(({ outcome }) => outcome === undefined);
  const isOf = (kind: string) => (job: SweptJob) => kindOfName(job.name)?.collection === kind;
  const byKind = Object.entries(counts).flatMap(([kind, ofKind]) =>
    ofKind ? [[kind, { matched: total(ofKind) + active.filter(isOf(kind)).length, ...ofKind }] as const] : [],
  );
  const sum = sumOf(counts);
  const failuresFirst = [...jobs].sort((left, right) => rank(left) - rank(right));
  return {
    matched: total(sum) + active.length,
    ...sum,
    byKind: Object.fromEntries(byKind),
    jobs: failuresFirst.slice(0, Math.max(MAX_RECORDED_JOBS, active.length)),
    activeJobs: active.slice(0, MAX_RECORDED_JOBS).map(({ name }) => name),
    ...pauses.facts,
  };
}

/** The jobs that are counted in what is recorded and not listed there. */
export function unlistedCounts({ jobs = [], byKind, ...recorded }: SweepFacts): CountsByKind {
  // Earlier versions recorded no kinds: they knew one.
  return add(byKind ?? { pipelineJobs: known(recorded) }, countsOf(jobs), -1);
}

function known(recorded: Partial<SweepCounts>): SweepCounts {
  const { cancelled = 0, completed = 0, alreadyTerminal = 0, notFound = 0, deleted = 0 } = recorded;
  return { cancelled, completed, alreadyTerminal, notFound, deleted };
}

function rank({ outcome }: SweptJob): number {
  if (outcome === undefined) return 0;
  return outcome === "COMPLETED" ? 1 : 2;
}
