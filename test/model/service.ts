import { FakeVertexAi } from "../../src/testing";
import type { History, JobPlan } from "./history";
import { PROJECT_NUMBERS, REGIONS, REGISTRY_REGION } from "./places";
import { addJob, marked } from "./users";

/** When histories begin … */
export const START_MS = Date.UTC(2026, 0, 1, 0, 0, 30);

/** … and how long before it is as it is then, so that listings which lag know of it. */
const SETTLED_MS = 5_000;

/** A service as a history finds it. */
export interface StartedService {
  readonly fake: FakeVertexAi;
  /** Full names of its schedules. */
  readonly schedules: readonly string[];
}

/** Starts a fake with the jobs and schedules of a history. */
export async function startService(history: History): Promise<StartedService> {
  const clock = new ServerClock();
  const fake = await startFake(history, clock);
  for (const project of Object.keys(PROJECT_NUMBERS)) {
    fake.addPipelineJob({ project, region: REGISTRY_REGION, state: "PIPELINE_STATE_SUCCEEDED" });
  }
  const createTime = new Date(START_MS - 3_600_000).toISOString();
  const more = Array.from({ length: history.moreJobs }, (_, index) => plainJob(index));
  for (const job of [...history.jobs, ...more]) addJob(fake, job, { agoMs: SETTLED_MS, createTime });
  const schedules = history.schedules.map(({ isPaused, ...marks }) => {
    const pipelineJob = { ...marked(marks), runtimeConfig: { gcsOutputDirectory: "gs://b" } };
    const state = isPaused ? "PAUSED" : "ACTIVE";
    return fake.addSchedule({ project: "p", region: REGIONS[0], cron: "* * * * *", state, pipelineJob });
  });
  clock.begin();
  return { fake, schedules };
}

/** The server's clock is right, whatever is done to the one of this machine. */
class ServerClock {
  private startMs = performance.now() + SETTLED_MS;
  readonly setTimeout = setTimeout.bind(globalThis);
  readonly clearTimeout = clearTimeout.bind(globalThis) as never;

  readonly now = () => START_MS + performance.now() - this.startMs;

  /** The history begins now. */
  begin(): void {
    this.startMs = performance.now();
  }
}

function startFake({ service }: History, clock: ServerClock): Promise<FakeVertexAi> {
  const { cancelLagSeconds, listingLagSeconds, ...others } = service;
  return FakeVertexAi.start({
    clock,
    projectNumber: PROJECT_NUMBERS.p,
    cancelLagMs: cancelLagSeconds * 1_000,
    listingLagMs: listingLagSeconds * 1_000,
    ...others,
  });
}

/** One of the jobs that only their number matters of. */
function plainJob(index: number): JobPlan {
  return {
    project: "p",
    region: REGIONS[0],
    id: `more-${index}`,
    labels: "plain",
    pipeline: "train",
    state: "RUNNING",
    stopsInSeconds: 8,
    winsRace: false,
    childJob: "none",
  };
}
