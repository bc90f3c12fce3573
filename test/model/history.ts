import fc from "fast-check";
import { type FaultPlan, faultPlans } from "./faults";
import { type UserDeed, userDeeds } from "./users";

/** Where jobs are. */
export const REGIONS = ["us-central1", "europe-west4"] as const;

/** Names of jobs; more resources than jobs can be about them, so that some are about a job that isn't there. */
export const JOB_IDS = ["a", "b", "c", "d", "e", "f"] as const;

/** A job that is there when the history begins. */
export interface JobPlan {
  readonly id: string;
  readonly region: string;
  /** Whether a sweep means it: by its label, and unless it has another one that keeps it. */
  readonly labels: "meant" | "kept" | "other";
  /** Without `PIPELINE_STATE_`. */
  readonly state: string;
  readonly stopsInSeconds: number;
  /** Whether it succeeds although its cancellation was accepted. */
  readonly winsRace: boolean;
}

/** A schedule that launches a job every minute. */
export interface SchedulePlan {
  readonly labels: JobPlan["labels"];
  readonly isPaused: boolean;
}

type CancelOn = readonly ("create" | "delete")[];

/** A `PipelineJobCancellation` of the program. */
export interface CancellationPlan {
  readonly job: string;
  readonly region: string;
  readonly cancelOn: CancelOn;
  readonly requireCancelled: boolean;
  readonly ignoreMissing: boolean;
}

/** A `PipelineJobSweep` of the program. */
export interface SweepPlan {
  readonly regions: readonly string[];
  readonly cancelOn: CancelOn;
  readonly requireCancelled: boolean;
  readonly pauseSchedules: boolean;
  readonly maxJobs: number;
}

/** A verb of the CLI. */
export type Verb = "up" | "refresh" | "destroy";

/** The machine's clock is set to another time. */
export interface ClockJump {
  readonly atSeconds: number;
  readonly bySeconds: number;
}

/** All that happens, less what the provider does about it. */
export interface History {
  readonly jobs: readonly JobPlan[];
  readonly schedules: readonly SchedulePlan[];
  readonly cancellations: readonly CancellationPlan[];
  readonly sweeps: readonly SweepPlan[];
  readonly verbs: readonly Verb[];
  readonly users: readonly UserDeed[];
  readonly faults: readonly FaultPlan[];
  readonly clockJumps: readonly ClockJump[];
  readonly timeoutSeconds: number;
  /** For how long a job still answers its old state once it is cancelled. */
  readonly cancelLagSeconds: number;
  readonly requestsPerMinute: number;
  /** Whether a new access token can be had when the old one is refused. */
  readonly isTokenRenewed: boolean;
  /** When the engine is killed; absent: never. */
  readonly engineDiesAtSeconds?: number;
  /** Of what the provider draws at random. */
  readonly randomSeed: number;
}

const regions = fc.constantFrom(REGIONS[0], REGIONS[0], REGIONS[0], REGIONS[1]);
const labels = fc.constantFrom<JobPlan["labels"][]>("meant", "meant", "meant", "kept", "other");
const cancelOn = fc.constantFrom<CancelOn[]>(["create"], ["create", "delete"], ["delete"]);
const states = fc.constantFrom(
  "RUNNING",
  "RUNNING",
  "RUNNING",
  "PENDING",
  "QUEUED",
  "PAUSED",
  "CANCELLING",
  "SUCCEEDED",
  "CANCELLED",
);

const jobs: fc.Arbitrary<JobPlan> = fc.record({
  id: fc.constantFrom(...JOB_IDS),
  region: regions,
  labels,
  state: states,
  stopsInSeconds: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 8 }) }, fc.constant(1_000)),
  winsRace: fc.boolean(),
});

const cancellations: fc.Arbitrary<CancellationPlan> = fc.record({
  job: fc.constantFrom(...JOB_IDS),
  region: regions,
  cancelOn,
  requireCancelled: fc.boolean(),
  ignoreMissing: fc.boolean(),
});

const sweeps: fc.Arbitrary<SweepPlan> = fc.record({
  regions: fc.constantFrom<string[][]>([REGIONS[0]], [...REGIONS]),
  cancelOn,
  requireCancelled: fc.boolean(),
  pauseSchedules: fc.boolean(),
  maxJobs: fc.constantFrom(100, 100, 3),
});

const wild: fc.Arbitrary<History> = fc
  .record({
    jobs: fc.uniqueArray(jobs, { maxLength: 6, selector: ({ id, region }) => `${region}/${id}` }),
    schedules: fc.array(fc.record({ labels, isPaused: fc.boolean() }), { maxLength: 2 }),
    cancellations: fc.array(cancellations, { maxLength: 3 }),
    sweeps: fc.array(sweeps, { maxLength: 1 }),
    verbs: fc.array(fc.constantFrom<Verb[]>("up", "up", "refresh", "destroy"), { maxLength: 3 }),
    users: fc.array(userDeeds(JOB_IDS, REGIONS), { maxLength: 5 }),
    faults: fc.array(faultPlans, { maxLength: 4 }),
    clockJumps: fc.array(fc.record({ atSeconds: fc.nat(20), bySeconds: fc.constantFrom(-7_200, -61, 61, 7_200) }), {
      maxLength: 1,
    }),
    timeoutSeconds: fc.constantFrom(5, 12, 30),
    cancelLagSeconds: fc.constantFrom(0, 0, 0, 2),
    requestsPerMinute: fc.constantFrom(120, 120, 120, 20),
    isTokenRenewed: fc.boolean(),
    engineDiesAtSeconds: fc.option(fc.nat(15), { nil: undefined, freq: 8 }),
    randomSeed: fc.nat(),
  })
  .map(({ engineDiesAtSeconds, verbs, ...rest }) => ({
    ...rest,
    verbs: ["up", ...verbs],
    ...(engineDiesAtSeconds !== undefined && { engineDiesAtSeconds }),
  }));

/** A history in which so little goes wrong that what is asked for must succeed. */
const mild: fc.Arbitrary<History> = wild.map(({ engineDiesAtSeconds: _never, ...history }) => ({
  ...history,
  jobs: history.jobs.map((job) => ({ ...job, stopsInSeconds: Math.min(job.stopsInSeconds, 8), winsRace: false })),
  schedules: [],
  cancellations: history.cancellations.map((plan) => ({ ...plan, ignoreMissing: true })),
  sweeps: history.sweeps.map((plan) => ({ ...plan, maxJobs: 100 })),
  users: [],
  faults: history.faults.slice(0, 2).map((plan) => ({ ...plan, times: 1 })),
  clockJumps: [],
  timeoutSeconds: 30,
  cancelLagSeconds: 0,
  requestsPerMinute: 120,
}));

/** Histories to play: most of them wild. */
export const histories: fc.Arbitrary<History> = fc.oneof(
  { weight: 2, arbitrary: wild },
  { weight: 1, arbitrary: mild },
);
