import { request } from "node:http";
import fc from "fast-check";
import type { FakeVertexAi } from "../../src/testing";
import { PLACE } from "../support/withFake";
import type { JobPlan } from "./history";

const DEEDS = ["cancel", "succeed", "fail", "delete", "start", "pause", "resume"] as const;

/** Something that somebody else does to a job. */
export interface UserDeed {
  readonly deed: (typeof DEEDS)[number];
  readonly job: string;
  readonly region: string;
  /** When: as soon as the provider has sent so many requests, or after so many seconds. */
  readonly when: { readonly requests: number } | { readonly seconds: number };
}

/** Deeds of users, done to some of these jobs. */
export function userDeeds(jobIds: readonly string[], regions: readonly string[]): fc.Arbitrary<UserDeed> {
  return fc.record({
    deed: fc.constantFrom(...DEEDS),
    job: fc.constantFrom(...jobIds),
    region: fc.constantFrom(...regions),
    when: fc.oneof(fc.record({ requests: fc.nat(15) }), fc.record({ seconds: fc.nat(20) })),
  });
}

/** Such as `cancels us-central1/a at request 3`. */
export function describeDeed({ deed, region, job, when }: UserDeed): string {
  const moment = "requests" in when ? `at request ${when.requests}` : `after ${when.seconds} s`;
  return `${deed}s ${region}/${job} ${moment}`;
}

/** Labels of a job, and of what a schedule launches. */
export const LABELS: Readonly<Record<JobPlan["labels"], Readonly<Record<string, string>>>> = {
  meant: { environment: "pr-7" },
  kept: { environment: "pr-7", keep: "yes" },
  other: { environment: "production" },
};

/** Puts a job on the books of a fake. */
export function addJob(fake: FakeVertexAi, plan: JobPlan): void {
  fake.addPipelineJob({
    project: PLACE.project,
    region: plan.region,
    pipelineJobId: plan.id,
    state: `PIPELINE_STATE_${plan.state}`,
    labels: LABELS[plan.labels],
    // The fake takes 0 for never where a job is CANCELLING from the start.
    timeToCancelMs: plan.stopsInSeconds * 1_000 + (plan.state === "CANCELLING" ? 1 : 0),
    ...(plan.winsRace && { winsRace: "PIPELINE_STATE_SUCCEEDED" }),
  });
}

/** The users of a fake; what the service forbids they leave. */
export class Users {
  constructor(
    private readonly fake: FakeVertexAi,
    private readonly jobs: readonly JobPlan[],
  ) {}

  act({ deed, job, region }: UserDeed): void {
    const name = `projects/${PLACE.project}/locations/${region}/pipelineJobs/${job}`;
    const state = this.fake.pipelineJob(name)?.state;
    const isTerminal = /_(SUCCEEDED|FAILED|CANCELLED)$/.test(String(state));
    const isActive = state !== undefined && !isTerminal;
    const isCancelling = state === "PIPELINE_STATE_CANCELLING";
    if (deed === "cancel" && isActive) this.cancel(name);
    if (deed === "succeed" && isActive) this.fake.setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    if (deed === "fail" && isActive) this.fake.setPipelineJobState(name, "PIPELINE_STATE_FAILED");
    if (deed === "delete" && isTerminal) this.fake.removePipelineJob(name);
    if (deed === "pause" && isActive && !isCancelling) this.fake.setPipelineJobState(name, "PIPELINE_STATE_PAUSED");
    if (deed === "resume" && state === "PIPELINE_STATE_PAUSED") {
      this.fake.setPipelineJobState(name, "PIPELINE_STATE_RUNNING");
    }
    if (deed === "start" && !isActive) this.start(job, region);
  }

  /** Starts a job anew, under the name of one that was there or of none. */
  private start(id: string, region: string): void {
    const before = this.jobs.find((job) => job.id === id && job.region === region);
    const plan = before ?? { id, region, labels: "meant", stopsInSeconds: 1, winsRace: false };
    addJob(this.fake, { ...plan, state: "RUNNING" });
  }

  private cancel(name: string): void {
    const sent = request(`${this.fake.url}/v1beta1/${name}:cancel`, { method: "POST" }, (response) =>
      response.resume(),
    );
    sent.on("error", () => {}); // the history is over
    sent.end();
  }
}
