import fc from "fast-check";
import { JOB_IDS, type JobPlan, type SchedulePlan, type ServicePlan, type Step, type Verb } from "./history";
import { JOB_KINDS, REGIONS } from "./places";
import type { CancellationPlan, Edit, SweepPlan } from "./program";
import { EXCLUSIONS, LABELS, type Marks, SELECTORS } from "./selection";

const projects = fc.constantFrom("p" as const, "p" as const, "p" as const, "p" as const, "q" as const);
const spellings = fc.constantFrom("id" as const, "id" as const, "number" as const);
const regions = fc.constantFrom(REGIONS[0], REGIONS[0], REGIONS[0], REGIONS[1]);
const cancelOn = fc.constantFrom<SweepPlan["cancelOn"][]>(["create"], ["create", "delete"], ["delete"]);
const deleteStopped = fc.constantFrom(false, false, true);
const kinds = fc.constantFrom<SweepPlan["kinds"][]>(
  ["pipelineJobs"],
  ["pipelineJobs"],
  ["pipelineJobs"],
  ["customJobs"],
  ["customJobs", "hyperparameterTuningJobs"],
  ["pipelineJobs", "customJobs"],
  JOB_KINDS,
);
const states = fc.constantFrom(
  ...["RUNNING", "RUNNING", "RUNNING", "PENDING", "QUEUED", "PAUSED", "CANCELLING", "SUCCEEDED", "CANCELLED"],
);

const marks: fc.Arbitrary<Marks> = fc.record({
  labels: fc.constantFrom(...keysOf(LABELS), "plain", "plain"),
  pipeline: fc.constantFrom("train", "train", "prod"),
});

/** Jobs that are there when a history begins. */
export const jobs: fc.Arbitrary<JobPlan> = fc
  .record({
    project: projects,
    region: regions,
    id: fc.constantFrom(...JOB_IDS),
    marks,
    state: states,
    stopsInSeconds: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 8 }) }, fc.constant(1_000)),
    winsRace: fc.boolean(),
    childJob: fc.constantFrom<JobPlan["childJob"][]>("none", "none", "stops", "stays-behind"),
  })
  .map(({ marks: given, ...job }) => ({ ...job, ...given }));

/** Schedules that are there when a history begins. */
export const schedules: fc.Arbitrary<SchedulePlan> = fc
  .record({ marks, isPaused: fc.boolean() })
  .map(({ marks: given, isPaused }) => ({ ...given, isPaused }));

/** Each input of a cancellation. */
export const cancellation = {
  type: fc.constantFrom<CancellationPlan["type"][]>("PipelineJobCancellation", "JobCancellation"),
  project: projects,
  spelling: spellings,
  region: regions,
  job: fc.constantFrom(...JOB_IDS),
  cancelOn,
  requireCancelled: fc.boolean(),
  ignoreMissing: fc.boolean(),
  cancelChildJobs: fc.boolean(),
  deleteStopped,
};

/** Each input of a sweep. */
export const sweep = {
  project: projects,
  spelling: spellings,
  regions: fc.constantFrom<string[][]>([REGIONS[0]], [REGIONS[0]], [...REGIONS]),
  kinds,
  selects: fc.constantFrom(...keysOf(SELECTORS)),
  excludes: fc.constantFrom(...keysOf(EXCLUSIONS)),
  cancelOn,
  requireCancelled: fc.boolean(),
  cancelChildJobs: fc.boolean(),
  deleteStopped,
  pauseSchedules: fc.boolean(),
  resumeSchedulesOnDelete: fc.boolean(),
  maxJobs: fc.constantFrom(100, 100, 3),
};

const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ sweep: fc.nat(1), to: someOf<SweepPlan>(sweep) }) },
  { weight: 2, arbitrary: fc.record({ cancellation: fc.nat(2), to: someOf<CancellationPlan>(cancellation) }) },
  { weight: 2, arbitrary: fc.record({ rename: fc.nat(4), withAlias: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat(4) }) },
);

/** What happens after the first `up`. */
export const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.constantFrom<Verb[]>("up", "up", "up", "preview", "refresh", "destroy").map((verb) => [{ verb }]),
      },
      // An edit that is not carried out tells little.
      { weight: 4, arbitrary: edits.map((edit): Step[] => [{ edit }, { verb: "up" }]) },
      { weight: 1, arbitrary: edits.map((edit): Step[] => [{ edit }]) },
      { weight: 1, arbitrary: fc.constantFrom(5, 70).map((waitSeconds): Step[] => [{ waitSeconds }]) },
    ),
    { maxLength: 4 },
  )
  .map((groups) => groups.flat());

/** How strict the service is, and how slow to tell. */
export const services: fc.Arbitrary<ServicePlan> = fc
  .record({
    cancelLagSeconds: fc.constantFrom(0, 0, 2, 4),
    listingLagSeconds: fc.constantFrom(0, 0, 0, 1, 3),
    maxPageSize: fc.constantFrom(undefined, undefined, 300, 50),
    entriesPerPage: fc.constantFrom(1_000, 1_000, 2),
    fieldsLeftOutOfLists: fc.constantFrom<string[][]>(
      [],
      [],
      [],
      ["pipelineSpec"],
      ["labels"],
      ["labels", "pipelineSpec"],
    ),
  })
  .map(({ maxPageSize, ...rest }) => ({ ...rest, ...(maxPageSize !== undefined && { maxPageSize }) }));

/** At least one of the inputs. */
export function someOf<Plan>(
  inputs: { [Input in keyof Plan]: fc.Arbitrary<Plan[Input]> },
): fc.Arbitrary<Partial<Plan>> {
  const each = (Object.entries(inputs) as [string, fc.Arbitrary<unknown>][]).map(([input, values]) =>
    values.map((value) => ({ [input]: value })),
  );
  return fc.array(fc.oneof(...each), { minLength: 1, maxLength: 2 }).map((some) => Object.assign({}, ...some));
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
