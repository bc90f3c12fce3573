import type { JobKind } from "../vertex/kinds/jobKind";
import { DEFAULT_KINDS, kindsNamed } from "../vertex/kinds/kindNames";
import { parentsFirst } from "../vertex/kinds/parentsFirst";
import { mayMatch } from "../vertex/selection/mayMatch";
import type { Exclusion, Selector } from "../vertex/selection/selector";
import { toSelector } from "../vertex/selection/selector";
import { DEFAULT_WAIT_SECONDS } from "./workflow/cancelPipelineJob";

/** What a guard works with: its arguments, known, with defaults filled in. */
export interface GuardInputs {
  /** Kinds of which a job can match, those that start others first. */
  readonly kinds: readonly JobKind[];
  readonly project: string;
  readonly regions: readonly string[];
  readonly workflowRegion: string;
  readonly selector: Selector;
  readonly exclude?: Exclusion;
  readonly schedule: string;
  readonly timeZone: string;
  readonly dryRun: boolean;
  readonly maxJobs: number;
  readonly waitSeconds: number;
}

/** Every ten minutes. */
const DEFAULT_SCHEDULE = "*/10 * * * *";
const DEFAULT_TIME_ZONE = "Etc/UTC";
const DEFAULT_MAX_JOBS = 100;

/** Fills in the defaults of arguments that `checkGuard` has nothing against. */
export function guardInputs(given: Readonly<Record<string, unknown>>): GuardInputs {
  const regions = given.regions as string[];
  const selector = toSelector(given.selector as object);
  const kinds = kindsNamed(given.kinds ?? DEFAULT_KINDS).filter((kind) => mayMatch({ kind, selector }));
  return {
    kinds: parentsFirst(kinds),
    project: given.project as string,
    regions,
    workflowRegion: (given.workflowRegion as string | undefined) ?? (regions[0] as string),
    selector,
    ...(given.exclude != null && { exclude: toSelector(given.exclude as object) as Exclusion }),
    schedule: (given.schedule as string | undefined) ?? DEFAULT_SCHEDULE,
    timeZone: (given.timeZone as string | undefined) ?? DEFAULT_TIME_ZONE,
    dryRun: (given.dryRun as boolean | undefined) ?? false,
    maxJobs: (given.maxJobs as number | undefined) ?? DEFAULT_MAX_JOBS,
    waitSeconds: (given.waitSeconds as number | undefined) ?? DEFAULT_WAIT_SECONDS,
  };
}
