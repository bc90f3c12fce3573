import fc from "fast-check";
import { cancelOutages, faultPlans } from "./faults";
import {
  type History,
  JOB_IDS,
  type JobPlan,
  type SchedulePlan,
  type ServicePlan,
  type Step,
  type Verb,
} from "./history";
import { REGIONS } from "./places";
import type { CancellationPlan, Edit, SweepPlan } from "./program";
import { EXCLUSIONS, LABELS, type Marks, SELECTORS } from "./selection";
import { scheduleDeeds, userDeeds } from "./users";

const projects = fc.constantFrom("p" as const, "p" as const, "p" as const, "p" as const, "q" as const);
const spellings = fc.constantFrom("id" as const, "id" as const, "number" as const);
const regions = fc.constantFrom(REGIONS[0], REGIONS[0], REGIONS[0], REGIONS[1]);
const cancelOn = fc.constantFrom<SweepPlan["cancelOn"][]>(["create"], ["create", "delete"], ["delete"]);
const states = fc.constantFrom(
  ...["RUNNING", "RUNNING", "RUNNING", "PENDING", "QUEUED", "PAUSED", "CANCELLING", "SUCCEEDED", "CANCELLED"],
);

const marks: fc.Arbitrary<Marks> = fc.record({
  labels: fc.constantFrom(...keysOf(LABELS), "plain", "plain"),
  pipeline: fc.constantFrom("train", "train", "prod"),
});

const jobs: fc.Arbitrary<JobPlan> = fc
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

const schedules: fc.Arbitrary<SchedulePlan> = fc
  .record({ marks, isPaused: fc.boolean() })
  .map(({ marks: given, isPaused }) => ({ ...given, isPaused }));

const cancellation = {
  project: projects,
  spelling: spellings,
  region: regions,
  job: fc.constantFrom(...JOB_IDS),
  cancelOn,
  requireCancelled: fc.boolean(),
  ignoreMissing: fc.boolean(),
  cancelChildJobs: fc.boolean(),
};

const sweep = {
  project: projects,
  spelling: spellings,
  regions: fc.constantFrom<string[][]>([REGIONS[0]], [REGIONS[0]], [...REGIONS]),
  selects: fc.constantFrom(...keysOf(SELECTORS)),
  excludes: fc.constantFrom(...keysOf(EXCLUSIONS)),
  cancelOn,
  requireCancelled: fc.boolean(),
  cancelChildJobs: fc.boolean(),
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

const steps: fc.Arbitrary<Step[]> = fc
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

const services: fc.Arbitrary<ServicePlan> = fc
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

const wild: fc.Arbitrary<History> = fc
  .record({
    jobs: fc.uniqueArray(jobs, { maxLength: 6, selector: ({ project, id, region }) => `${project}/${region}/${id}` }),
    moreJobs: fc.constant(0),
    schedules: fc.array(schedules, { maxLength: 2 }),
    cancellations: fc.array(fc.record(cancellation), { maxLength: 3 }),
    sweeps: fc.array(fc.record(sweep), { maxLength: 2 }),
    steps,
    users: fc.array(userDeeds(JOB_IDS, REGIONS), { maxLength: 5 }),
    faults: fc.array(faultPlans, { maxLength: 4 }),
    service: services,
    clockJumps: fc.array(fc.record({ atSeconds: fc.nat(20), bySeconds: fc.constantFrom(-7_200, -61, 61, 7_200) }), {
      maxLength: 1,
    }),
    timeoutSeconds: fc.constantFrom(5, 12, 30),
    requestsPerMinute: fc.constantFrom(120, 120, 120, 20),
    isTokenRenewed: fc.boolean(),
    engineDiesAtSeconds: fc.option(fc.nat(15), { nil: undefined, freq: 8 }),
    randomSeed: fc.nat(),
  })
  .map(({ engineDiesAtSeconds, steps: others, ...rest }) => ({
    ...rest,
    steps: [{ verb: "up" }, ...others],
    ...(engineDiesAtSeconds !== undefined && { engineDiesAtSeconds }),
  }));

/** A history in which so little goes wrong that what is asked for must succeed. */
const mild: fc.Arbitrary<History> = fc
  .tuple(wild, fc.array(scheduleDeeds, { maxLength: 2 }))
  .map(([{ engineDiesAtSeconds: _never, ...history }, users]) => ({
    ...history,
    jobs: history.jobs.map((job) => ({ ...job, stopsInSeconds: Math.min(job.stopsInSeconds, 8), winsRace: false })),
    cancellations: history.cancellations.map((plan) => ({ ...plan, ignoreMissing: true })),
    sweeps: history.sweeps.map((plan) => ({ ...plan, maxJobs: 100 })),
    steps: history.steps.map(mildStep),
    users,
    faults: history.faults.slice(0, 2).map(({ liftedBeforeStep: _none, ...plan }) => ({ ...plan, times: 1 })),
    clockJumps: [],
    timeoutSeconds: 60,
    requestsPerMinute: 120,
  }));

function mildStep(step: Step): Step {
  if (!("edit" in step) || !("to" in step.edit)) return step;
  const { edit } = step;
  if ("sweep" in edit) return { edit: { ...edit, to: { ...edit.to, maxJobs: 100 } } };
  return { edit: { ...edit, to: { ...edit.to, ignoreMissing: true } } };
}

/** A history in which nothing changes between a preview and the `up` after it. */
const foreseen: fc.Arbitrary<History> = mild.map((history) => ({
  ...history,
  schedules: [],
  steps: history.steps.flatMap((step): Step[] =>
    "verb" in step && step.verb === "up" ? [{ verb: "preview" }, step] : [step],
  ),
  users: [],
  faults: [],
  service: { ...history.service, listingLagSeconds: 0 },
}));

/** A history in which sweeps pause schedules and resume them when they go. */
const scheduled: fc.Arbitrary<History> = fc
  .tuple(
    wild,
    fc.array(schedules, { minLength: 1, maxLength: 2 }),
    fc.array(scheduleDeeds, { maxLength: 2 }),
    fc.array(fc.record(sweep), { minLength: 1, maxLength: 2 }),
  )
  .map(([history, paused, users, plans]) => ({
    ...history,
    jobs: history.jobs.slice(0, 2),
    schedules: paused,
    cancellations: [],
    sweeps: plans.map((plan) => ({
      ...plan,
      ...{ project: "p" as const, cancelOn: ["create"] as const, pauseSchedules: true, resumeSchedulesOnDelete: true },
    })),
    users,
    faults: history.faults.slice(0, 1),
  }));

/** A history in which a sweep gets nowhere at first, and is to go on with another program, or with other jobs. */
const interrupted: fc.Arbitrary<History> = fc
  .tuple(wild, fc.record(sweep), someOf<SweepPlan>(sweep), cancelOutages)
  .map(([{ engineDiesAtSeconds: _never, ...history }, plan, to, outage]) => ({
    ...history,
    cancellations: history.cancellations.slice(0, 1),
    sweeps: [{ ...plan, project: "p", cancelOn: ["create"] }, ...history.sweeps.slice(1)],
    steps: [{ verb: "up" }, { edit: { sweep: 0, to } }, { verb: "up" }, ...history.steps.slice(1)],
    faults: [{ ...outage, liftedBeforeStep: 1 }, ...history.faults.slice(0, 1)],
    clockJumps: [],
  }));

/** A history of many cancellations in one region at once, whose jobs are in all states: what they ask is combined. */
const crowded: fc.Arbitrary<History> = fc
  .tuple(
    wild,
    fc.uniqueArray(jobs, { minLength: 4, maxLength: 6, selector: ({ id }) => id }),
    fc.array(fc.record(cancellation), { minLength: 5, maxLength: 8 }),
  )
  .map(([history, crowd, cancellations]) => ({
    ...history,
    jobs: crowd.map((job) => ({ ...job, project: "p", region: REGIONS[0] })),
    schedules: [],
    cancellations: cancellations.map((plan) => ({ ...plan, project: "p", region: REGIONS[0] })),
    sweeps: history.sweeps.slice(0, 1),
    faults: history.faults.slice(0, 1),
  }));

/** A history with so many jobs that not all of them are recorded, in which the first `up` ends too early. */
const large: fc.Arbitrary<History> = fc
  .tuple(wild, fc.integer({ min: 1_001, max: 1_050 }))
  .map(([history, moreJobs]) => ({
    ...history,
    jobs: history.jobs.slice(0, 2),
    moreJobs,
    schedules: [],
    cancellations: [],
    sweeps: history.sweeps.slice(0, 1).map((plan) => ({
      ...plan,
      ...{ project: "p", cancelOn: ["create"], selects: "environment", requireCancelled: false, maxJobs: 10_000 },
    })),
    steps: [{ verb: "up" }, { verb: "up" }, ...history.steps.slice(1, 2), { verb: "up" }],
    users: [],
    clockJumps: [],
    timeoutSeconds: Math.min(history.timeoutSeconds, 12),
    requestsPerMinute: 600,
  }));

/** Histories to play: most of them wild. */
export const histories: fc.Arbitrary<History> = fc.oneof(
  { weight: 300, arbitrary: wild },
  { weight: 100, arbitrary: interrupted },
  { weight: 80, arbitrary: scheduled },
  { weight: 60, arbitrary: foreseen },
  { weight: 160, arbitrary: mild },
  { weight: 60, arbitrary: crowded },
  { weight: 1, arbitrary: large },
);

/** At least one of the inputs. */
function someOf<Plan>(inputs: { [Input in keyof Plan]: fc.Arbitrary<Plan[Input]> }): fc.Arbitrary<Partial<Plan>> {
  const each = (Object.entries(inputs) as [string, fc.Arbitrary<unknown>][]).map(([input, values]) =>
    values.map((value) => ({ [input]: value })),
  );
  return fc.array(fc.oneof(...each), { minLength: 1, maxLength: 2 }).map((some) => Object.assign({}, ...some));
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
