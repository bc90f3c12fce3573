import type { Exclusion, Selector } from "../../vertex/selection/selector";
import type { CancelOn } from "../cancelOn";
import { CONNECTION } from "../connection/connectionInputs";
import type { ConnectionInputs } from "../connection/settingSources";

/** Switches, off unless given. */
export const FLAGS = ["pauseSchedules", "resumeSchedulesOnDelete", "cancelChildJobs", "requireCancelled"] as const;

/** Inputs whose change is a new sweep. */
export const SWEEPING = ["regions", "selector", "exclude", "triggers"] as const;

/** Inputs that are recorded without a sweep, unless what is recorded is not what they ask for. */
export const RECORDED = ["cancelOn", "maxJobs", "requestsPerMinute", ...FLAGS] as const;

/** What a program may give, and what the resource adds to it. */
export const KNOWN_INPUTS: readonly string[] = [
  "project",
  ...SWEEPING,
  ...RECORDED,
  ...CONNECTION,
  "__provider",
  "__progressUrn",
  "__dryRun",
  "desiredState",
  "__defaults",
];

/** How many jobs a sweep stops unless it is told more. */
export const DEFAULT_MAX_JOBS = 100;

/** Inputs as `check` has left them: complete, valid, with defaults filled in. */
export type SweepInputs = Readonly<Record<(typeof FLAGS)[number], boolean>> &
  ConnectionInputs & {
    readonly project: string;
    readonly regions: readonly string[];
    readonly selector: Selector;
    readonly exclude?: Exclusion;
    readonly maxJobs: number;
    /** Default: that of the sweep. */
    readonly requestsPerMinute?: number;
    readonly cancelOn: readonly CancelOn[];
    readonly triggers?: readonly unknown[];
    /** `STOPPED`, or after a refresh how many jobs run although they should not. */
    readonly desiredState: string;
    readonly __progressUrn?: string;
    readonly __defaults?: Readonly<Record<string, string>>;
    readonly __provider?: string;
  };
