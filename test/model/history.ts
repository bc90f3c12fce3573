import type { AdapterName } from "./adapters";
import type { FaultPlan } from "./faults";
import type { ProjectId } from "./places";
import type { CancellationPlan, Edit, SweepPlan } from "./program";
import type { Marks } from "./selection";
import type { UserDeed } from "./users";

/** Ids of jobs; more resources than jobs can be about them, so that some are about a job that isn't there. */
export const JOB_IDS = ["a", "b", "c", "d", "e", "f"] as const;

/** A job that is there when the history begins. */
export interface JobPlan extends Marks {
  readonly project: ProjectId;
  readonly region: string;
  readonly id: string;
  /** Without `PIPELINE_STATE_` or `JOB_STATE_`. */
  readonly state: string;
  readonly stopsInSeconds: number;
  /** Whether it succeeds although its cancellation was accepted. */
  readonly winsRace: boolean;
  /** Whether it has started a custom job, and whether that runs on when it has ended. */
  readonly childJob: "none" | "stops" | "stays-behind";
}

/** A schedule that launches a job every minute. */
export interface SchedulePlan extends Marks {
  readonly isPaused: boolean;
}

/** A verb of the CLI. */
export type Verb = "preview" | "up" | "refresh" | "destroy";

/** What happens next: the CLI is run, the program is edited, or time goes by. */
export type Step = { readonly verb: Verb } | { readonly edit: Edit } | { readonly waitSeconds: number };

/** The machine's clock is set to another time. */
export interface ClockJump {
  readonly atSeconds: number;
  readonly bySeconds: number;
}

/** How strict the service is, and how slow to tell. */
export interface ServicePlan {
  /** For how long a job still answers its old state once it is cancelled. */
  readonly cancelLagSeconds: number;
  /** How old listings are. */
  readonly listingLagSeconds: number;
  /** A larger page is refused; absent: none is. */
  readonly maxPageSize?: number;
  readonly entriesPerPage: number;
  readonly fieldsLeftOutOfLists: readonly string[];
}

/** All that happens, less what the provider does about it. */
export interface History {
  /** How the provider is called. */
  readonly adapter: AdapterName;
  readonly jobs: readonly JobPlan[];
  /** How many more jobs there are, plain ones that stop in 8 s. */
  readonly moreJobs: number;
  readonly schedules: readonly SchedulePlan[];
  readonly cancellations: readonly CancellationPlan[];
  readonly sweeps: readonly SweepPlan[];
  readonly steps: readonly Step[];
  readonly users: readonly UserDeed[];
  readonly faults: readonly FaultPlan[];
  readonly service: ServicePlan;
  readonly clockJumps: readonly ClockJump[];
  readonly timeoutSeconds: number;
  readonly requestsPerMinute: number;
  /** Whether a new access token can be had when the old one is refused. */
  readonly isTokenRenewed: boolean;
  /** When the engine is killed; absent: never. */
  readonly engineDiesAtSeconds?: number;
  /** Which request gets no answer, and then the user interrupts the command; absent: none. */
  readonly interruptedAtRequest?: number;
  /** Of what the provider draws at random. */
  readonly randomSeed: number;
}
