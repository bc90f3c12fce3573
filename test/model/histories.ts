import fc from "fast-check";
import { ADAPTER_NAMES } from "./adapters";
import { cancelOutages, faultPlans } from "./faults";
import { type History, JOB_IDS, type Step } from "./history";
import { JOB_KINDS, REGIONS } from "./places";
import { cancellation, jobs, schedules, services, someOf, steps, sweep } from "./plans";
import type { SweepPlan } from "./program";
import { type JobDeed, scheduleDeeds, userDeeds } from "./users";

/** Something that befalls one history, and not so many others. */
function sometimes<T>(arbitrary: fc.Arbitrary<T>, others: number): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: others, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

const wild: fc.Arbitrary<History> = fc
  .record({
    adapter: fc.constantFrom(...ADAPTER_NAMES),
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
    engineDiesAtSeconds: sometimes(fc.nat(15), 7),
    interruptedAtRequest: sometimes(fc.nat(20), 3),
    randomSeed: fc.nat(),
  })
  .map(({ engineDiesAtSeconds, interruptedAtRequest, steps: others, ...rest }) => ({
    ...rest,
    steps: [{ verb: "up" }, ...others],
    ...(engineDiesAtSeconds !== undefined && { engineDiesAtSeconds }),
    ...(interruptedAtRequest !== undefined && { interruptedAtRequest }),
  }));

/** A history in which so little goes wrong that what is asked for must succeed. */
const mild: fc.Arbitrary<History> = fc
  .tuple(wild, fc.array(scheduleDeeds, { maxLength: 2 }))
  .map(([{ engineDiesAtSeconds: _never, interruptedAtRequest: _none, ...history }, users]) => ({
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

/** A history in which a sweep is to delete later what it has stopped, and somebody changes one of the jobs meanwhile. */
const deleting: fc.Arbitrary<History> = fc
  .tuple(
    wild,
    fc.uniqueArray(jobs, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
    fc.record(sweep),
    fc.record({
      deeds: fc.constantFrom<JobDeed["deed"][][]>(["keep"], ["keep"], ["delete"], ["start"], ["start", "cancel"]),
      when: fc.oneof(fc.record({ beforeStep: fc.constant(1) }), fc.record({ requests: fc.nat(15) })),
    }),
  )
  .map(([history, few, plan, { deeds, when }]) => ({
    ...history,
    jobs: few.map((job) => ({ ...job, project: "p", region: REGIONS[0], labels: "plain", state: "RUNNING" })),
    sweeps: [
      {
        ...plan,
        ...{ project: "p", kinds: JOB_KINDS, selects: "environment", excludes: "keep" },
        ...{ cancelOn: ["create"], deleteStopped: false },
      },
      ...history.sweeps.slice(1),
    ],
    steps: [
      { verb: "up" },
      { edit: { sweep: 0, to: { deleteStopped: true } } },
      { verb: "up" },
      ...history.steps.slice(1),
    ],
    users: deeds.map((deed) => ({ deed, job: few[0]?.id ?? "", region: REGIONS[0], when })),
    faults: history.faults.slice(0, 1),
    clockJumps: [],
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
  { weight: 80, arbitrary: deleting },
  { weight: 1, arbitrary: large },
);
