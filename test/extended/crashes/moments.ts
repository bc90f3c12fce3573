import type { FakeVertexAi, FaultRule } from "../../../src/testing";

/** What a stack stops. */
export type Kind = "job" | "sweep";

/** Which provider stops it. */
export type Adapter = "dynamic" | "plugin";

/** A moment in the life of an `up`, made exact by an answer that is held back. */
export interface Moment {
  /** Ends the sentence `a process that was killed …`. */
  readonly when: string;
  /** Whose answer never comes; absent: the moment is a wait, in which answers come. */
  readonly held?: (kind: Kind) => FaultRule;
  readonly isReached: (fake: FakeVertexAi, kind: Kind) => boolean;
  /** Whether jobs stop when they are looked at twice, or as long as the process lives not at all. */
  readonly doJobsStop: boolean;
}

const LOOK = { job: "pipelineJobs.get", sweep: "pipelineJobs.list" } as const;
const CANCEL = { job: "pipelineJobs.cancel", sweep: "pipelineJobs.batchCancel" } as const;

/** Looks whether any custom job runs: the first request after the terminal answer. */
const AFTER_THE_END = "customJobs.list";

/** A sweep asks in each of its regions. */
const REQUESTS = { job: 1, sweep: 2 } as const;

const called = (fake: FakeVertexAi, apiMethod: string, times = 1) => fake.requestsOf(apiMethod).length >= times;

/** Several looks after the cancellation. */
export const MID_WAIT: Moment = {
  when: "during the wait",
  isReached: (fake, kind) => {
    const asked = fake.requests.findLastIndex(({ apiMethod }) => apiMethod === CANCEL[kind]);
    return asked >= 0 && fake.requests.length > asked + 4;
  },
  doJobsStop: false,
};

/** The moments in which a process may die. */
export const MOMENTS: readonly Moment[] = [
  {
    when: "before the first response",
    held: (kind) => ({ apiMethod: LOOK[kind], times: REQUESTS[kind], fault: { stall: true } }),
    isReached: (fake, kind) => called(fake, LOOK[kind], REQUESTS[kind]),
    doJobsStop: false,
  },
  {
    when: "after the first response",
    held: (kind) => ({ apiMethod: CANCEL[kind], times: REQUESTS[kind], fault: { stall: true } }),
    isReached: (fake, kind) => called(fake, CANCEL[kind], REQUESTS[kind]),
    doJobsStop: false,
  },
  {
    when: "after the API accepts the cancel request",
    held: (kind) => ({ apiMethod: CANCEL[kind], times: REQUESTS[kind], fault: { stall: true, effect: true } }),
    isReached: (fake, kind) => called(fake, CANCEL[kind], REQUESTS[kind]),
    doJobsStop: false,
  },
  MID_WAIT,
  {
    when: "after the last response of the wait",
    held: () => ({ apiMethod: AFTER_THE_END, times: 1, fault: { stall: true } }),
    isReached: (fake) => called(fake, AFTER_THE_END),
    doJobsStop: true,
  },
];
