import type { SweptJob } from "../../vertex/sweep/sweptJob";
import { KNOWN_INPUTS, type SweepInputs } from "./inputs";

/** Jobs that are recorded, at most. Those that have not stopped come first. */
export const MAX_RECORDED_JOBS = 1_000;

/** What a sweep has found and done. */
export interface SweepFacts {
  /** Jobs that were meant. */
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
  /** Full names of the schedules that were paused. */
  readonly pausedSchedules?: readonly string[];
}

/** What the engine keeps of the resource. */
export type SweepOutputs = SweepInputs & SweepFacts;

/** What became of the jobs of a sweep. */
export function factsOf(jobs: readonly SweptJob[], pausedSchedules: readonly string[]): Required<SweepFacts> {
  const countOf = (outcome: SweptJob["outcome"]) => jobs.filter((job) => job.outcome === outcome).length;
  const active = jobs.filter(({ outcome }) => outcome === undefined);
  const failuresFirst = [...jobs].sort((left, right) => rank(left) - rank(right));
  return {
    matched: jobs.length,
    cancelled: countOf("CANCELLED"),
    completed: countOf("COMPLETED"),
    alreadyTerminal: countOf("ALREADY_TERMINAL"),
    notFound: countOf("NOT_FOUND"),
    jobs: failuresFirst.slice(0, MAX_RECORDED_JOBS),
    activeJobs: active.slice(0, MAX_RECORDED_JOBS).map(({ name }) => name),
    pausedSchedules,
  };
}

/** Splits recorded outputs into the inputs and the facts in them. */
export function splitOutputs(outputs: SweepOutputs): { inputs: SweepInputs; facts: SweepFacts } {
  const entries = Object.entries(outputs);
  const isInput = ([key]: [string, unknown]) => KNOWN_INPUTS.includes(key);
  return {
    inputs: Object.fromEntries(entries.filter(isInput)) as SweepInputs,
    facts: Object.fromEntries(entries.filter((entry) => !isInput(entry))) as SweepFacts,
  };
}

function rank({ outcome }: SweptJob): number {
  if (outcome === undefined) return 0;
  return outcome === "COMPLETED" ? 1 : 2;
}
