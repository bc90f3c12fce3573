import { request } from "node:http";
import fc from "fast-check";
import type { FakeVertexAi } from "../../src/testing";
import type { JobPlan } from "./history";
import { childIdOf, jobNameOf, kindOf, stateOf } from "./places";
import { LABELS, type Marks } from "./selection";

const DEEDS = ["cancel", "succeed", "fail", "delete", "start", "pause", "resume", "keep", "unkeep"] as const;
const SCHEDULE_DEEDS = ["pauseSchedule", "resumeSchedule", "completeSchedule", "deleteSchedule"] as const;

/** When somebody does something: as soon as so many requests were sent, after so many seconds, or before a step. */
export type When = { readonly requests: number } | { readonly seconds: number } | { readonly beforeStep: number };

/** Something that somebody else does to a job. */
export interface JobDeed {
  readonly deed: (typeof DEEDS)[number];
  readonly job: string;
  readonly region: string;
  readonly when: When;
}

/** Something that somebody else does to a schedule: which one, counted round. */
export interface ScheduleDeed {
  readonly deed: (typeof SCHEDULE_DEEDS)[number];
  readonly schedule: number;
  readonly when: When;
}

/** Something that somebody else does. */
export type UserDeed = JobDeed | ScheduleDeed;

const whens: fc.Arbitrary<When> = fc.oneof(
  fc.record({ requests: fc.nat(15) }),
  fc.record({ seconds: fc.nat(20) }),
  fc.record({ beforeStep: fc.integer({ min: 1, max: 5 }) }),
);

/** Deeds of users, done to schedules. */
export const scheduleDeeds: fc.Arbitrary<ScheduleDeed> = fc.record({
  deed: fc.constantFrom(...SCHEDULE_DEEDS),
  schedule: fc.nat(1),
  when: whens,
});

/** Deeds of users, done to schedules and to some of these jobs. */
export function userDeeds(jobIds: readonly string[], regions: readonly string[]): fc.Arbitrary<UserDeed> {
  const jobDeeds: fc.Arbitrary<JobDeed> = fc.record({
    deed: fc.constantFrom(...DEEDS),
    job: fc.constantFrom(...jobIds),
    region: fc.constantFrom(...regions),
    when: whens,
  });
  return fc.oneof({ weight: 3, arbitrary: jobDeeds }, { weight: 1, arbitrary: scheduleDeeds });
}

/** Such as `cancel us-central1/a at request 3`. */
export function describeDeed(deed: UserDeed): string {
  const { when } = deed;
  const what = "job" in deed ? `${deed.deed} ${deed.region}/${deed.job}` : `${deed.deed} ${deed.schedule}`;
  if ("requests" in when) return `${what} at request ${when.requests}`;
  return "seconds" in when ? `${what} after ${when.seconds} s` : `${what} before step ${when.beforeStep}`;
}

/** Of a job that was there before. */
export interface Past {
  /** How long ago it was put on the books. */
  readonly agoMs?: number;
  readonly createTime?: string;
}

/** Puts a job on the books of a fake, and its child job. One that is CANCELLING stops `agoMs` later than it says. */
export function addJob(fake: FakeVertexAi, plan: JobPlan, { agoMs = 0, createTime }: Past = {}): void {
  const { project, region, id, childJob } = plan;
  fake.addJob(kindOf(id), {
    project,
    region,
    id,
    state: stateOf(id, plan.state),
    ...(createTime && { createTime }),
    // The fake takes 0 for never where a job is CANCELLING from the start.
    timeToCancelMs: plan.stopsInSeconds * 1_000 + (plan.state === "CANCELLING" ? agoMs + 1 : 0),
    ...(kindOf(id) === "pipelineJobs" ? marked(plan) : { labels: LABELS[plan.labels] }),
    ...(childJob !== "none" && startedJob(fake, plan)),
    ...(plan.winsRace && { winsRace: stateOf(id, "SUCCEEDED") }),
  });
}

/** Puts the child job of a job on the books. @returns where the job says that it has started it. */
function startedJob(fake: FakeVertexAi, { project, region, id, childJob }: JobPlan): object {
  if (kindOf(id) === "customJobs") return {}; // which start none
  const customJobId = childIdOf(id);
  const job = fake.addCustomJob({ project, region, customJobId, staysBehind: childJob === "stays-behind" });
  if (kindOf(id) === "hyperparameterTuningJobs") return { trials: [{ id: "1", state: "ACTIVE", customJob: job }] };
  return { jobDetail: { taskDetails: [{ executorDetail: { customJobDetail: { job } } }] } };
}

/** Labels and pipeline of a pipeline job. */
export function marked({ labels, pipeline }: Marks) {
  return { labels: LABELS[labels], pipelineSpec: { pipelineInfo: { name: pipeline } } };
}

/** The users of a fake; what the service forbids they leave. */
export class Users {
  constructor(
    private readonly fake: FakeVertexAi,
    private readonly jobs: readonly JobPlan[],
    /** Full names. */
    private readonly schedules: readonly string[],
  ) {}

  act(deed: UserDeed): void {
    if ("job" in deed) this.actOnJob(deed);
    else this.actOnSchedule(deed);
  }

  private actOnJob({ deed, job: id, region }: JobDeed): void {
    const { fake } = this;
    const name = jobNameOf("p", region, id);
    const job = fake.job(name);
    const isTerminal = /_(SUCCEEDED|FAILED|CANCELLED)$/.test(String(job?.state));
    const isActive = job !== undefined && !isTerminal;
    const isCancelling = job?.state === stateOf(id, "CANCELLING");
    const { keep, ...labels } = (job?.labels ?? {}) as Record<string, string>;
    if (deed === "cancel" && isActive) this.cancel(name);
    if (deed === "succeed" && isActive) fake.setJobState(name, stateOf(id, "SUCCEEDED"));
    if (deed === "fail" && isActive) fake.setJobState(name, stateOf(id, "FAILED"));
    if (deed === "delete" && isTerminal) fake.removeJob(name);
    if (deed === "pause" && isActive && !isCancelling) fake.setJobState(name, stateOf(id, "PAUSED"));
    if (deed === "resume" && job?.state === stateOf(id, "PAUSED")) fake.setJobState(name, stateOf(id, "RUNNING"));
    if (deed === "start" && !isActive) this.start(id, region);
    if (deed === "keep" && job) fake.setJobLabels(name, { ...labels, keep: "yes" });
    if (deed === "unkeep" && keep) fake.setJobLabels(name, labels);
  }

  private actOnSchedule({ deed, schedule }: ScheduleDeed): void {
    const name = this.schedules[schedule % this.schedules.length];
    const state = name && this.fake.schedule(name)?.state;
    if (name === undefined || state === undefined) return;
    if (deed === "pauseSchedule" && state === "ACTIVE") this.fake.setScheduleState(name, "PAUSED");
    if (deed === "resumeSchedule" && state === "PAUSED") this.fake.setScheduleState(name, "ACTIVE");
    if (deed === "completeSchedule") this.fake.setScheduleState(name, "COMPLETED");
    if (deed === "deleteSchedule") this.fake.removeSchedule(name);
  }

  /** Starts a job anew, under the name of one that was there or of none. */
  private start(id: string, region: string): void {
    const before = this.jobs.find((job) => job.id === id && job.region === region && job.project === "p");
    const plan = before ?? { id, region, labels: "plain", pipeline: "train", stopsInSeconds: 1, winsRace: false };
    addJob(this.fake, { ...plan, project: "p", state: "RUNNING", childJob: "none" });
  }

  private cancel(name: string): void {
    const sent = request(`${this.fake.url}/v1beta1/${name}:cancel`, { method: "POST" }, (response) =>
      response.resume(),
    );
    sent.on("error", () => {}); // the history is over
    sent.end();
  }
}
