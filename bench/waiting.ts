import { FakeVertexAi } from "../src/testing";
import { Deadline } from "../src/vertex/http/deadline";
import { type Job, readJob } from "../src/vertex/jobs/job";
import { PIPELINE_JOBS } from "../src/vertex/kinds/kinds";
import { JobCoordinator } from "../src/vertex/stopping/jobCoordinator";
import { pollIntervalMs } from "../src/vertex/stopping/pollInterval";
import { clientAt } from "../test/support/vertexAi";
import { inVirtualTime } from "../test/support/virtualTime";
import { PLACE } from "../test/support/withFake";
import { airflow } from "./peers/pollers/airflow";
import { kfpLauncher } from "./peers/pollers/kfpLauncher";
import { pRetry } from "./peers/pollers/pRetry";
import { vertexPythonSdk } from "./peers/pollers/vertexPythonSdk";
import { workflowsConnector } from "./peers/pollers/workflowsConnector";
import { looksInFirstMinute, mean, meanWait, phasesMs, type Wait } from "./poller";
import type { Row } from "./row";

const PEERS = [vertexPythonSdk, airflow, kfpLauncher, workflowsConnector, pRetry];

/** Stops about so many seconds after the first look, and the bar of the mean lag. */
const STOPS = [
  { aboutSeconds: 3.5, barSeconds: 0.5 },
  { aboutSeconds: 33, barSeconds: 0.5 },
  { aboutSeconds: 180, barSeconds: 1 },
  { aboutSeconds: 1_800, barSeconds: 2 },
];

const PHASES = 10;
const WATCHED = [1, 8, 100, 1_000];
const WATCHED_MINUTES = 3;

/** How late the end of a job is noticed and what noticing costs, by the real watcher and by the policies of others. */
export async function lagOfAWait(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { aboutSeconds, barSeconds } of STOPS) {
    const add = (who: string, metric: string, value: number, unit: string) =>
      rows.push({ benchmark: "lag of a wait", case: `stops after ${aboutSeconds} s`, who, metric, value, unit });
    const all: [string, Wait][] = [
      ["ours", await ourMeanWait(aboutSeconds * 1_000)],
      ...PEERS.map((peer): [string, Wait] => [peer.who, meanWait(peer, aboutSeconds * 1_000)]),
    ];
    for (const [who, { lagMs }] of all) add(who, "mean lag", lagMs / 1_000, "s");
    add("bound", "mean lag", 0, "s");
    add("bar", "mean lag", barSeconds, "s");
    for (const [who, { looks }] of all) add(who, "mean requests", looks, "");
    add("bound", "mean requests", 1, "");
  }
  return rows;
}

/** Requests a minute for waits in one region: ours by the real watcher, others' by their policy, a loop for each job. */
export async function requestsOfWaits(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const count of WATCHED) {
    const add = (who: string, value: number) =>
      rows.push({
        benchmark: "requests of waits in one region",
        case: `${count} ${count === 1 ? "job" : "jobs"}`,
        who,
        metric: "requests in the busiest minute",
        value,
        unit: "",
      });
    add("ours", await busiestMinute(count));
    for (const peer of PEERS) add(peer.who, looksInFirstMinute(peer) * count);
    add("bound", 0);
    add("bar", 60);
  }
  return rows;
}

async function ourMeanWait(aboutMs: number): Promise<Wait> {
  const waits: Wait[] = [];
  const lengthMs = pollIntervalMs(aboutMs);
  for (const endMs of phasesMs(Math.floor(aboutMs / lengthMs) * lengthMs, lengthMs, PHASES)) {
    const fake = await FakeVertexAi.start();
    const noticedMs = await inVirtualTime(() => watchJobs(fake, 1, endMs));
    waits.push({ lagMs: noticedMs - Math.ceil(endMs), looks: fake.requests.length });
    await fake.stop();
  }
  return { lagMs: mean(waits.map(({ lagMs }) => lagMs)), looks: mean(waits.map(({ looks }) => looks)) };
}

async function busiestMinute(count: number): Promise<number> {
  const fake = await FakeVertexAi.start();
  await inVirtualTime(() => watchJobs(fake, count, WATCHED_MINUTES * 60_000));
  const times = fake.requests.map(({ time }) => time);
  await fake.stop();
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length));
}

/** Waits for jobs that end after some time. @returns how long the wait took, in milliseconds. */
async function watchJobs(fake: FakeVertexAi, count: number, endMs: number): Promise<number> {
  const watcher = new JobCoordinator(clientAt(fake.endpoint), PIPELINE_JOBS, PLACE).watcher;
  const deadline = new Deadline(7_200_000);
  const state = "PIPELINE_STATE_CANCELLING";
  const waits = Array.from({ length: count }, (_, index) => {
    const pipelineJobId = `job-${index}`;
    const name = fake.addPipelineJob({ ...PLACE, pipelineJobId, state, timeToCancelMs: Math.ceil(endMs) });
    const job = readJob(PIPELINE_JOBS, fake.pipelineJob(name)) as Job;
    return watcher.watch({ ...PLACE, jobId: pipelineJobId }, job, { deadline }).result;
  });
  await Promise.all(waits);
  return deadline.elapsedMs();
}
