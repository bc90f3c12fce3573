import type { Job } from "../state/job";
import { isTerminal, PIPELINE_JOB, stateWord } from "../state/jobKinds";
import type { JsonObject } from "../state/json";
import type { Service } from "../state/service";

/** The label that the service adds to every pipeline job. */
export const BILLING_LABEL = "vertex-ai-pipelines-run-billing-id";

/** Which form of a resource is wanted. Lists, and the answer to a creation, leave `jobDetail` out. */
export type View = "get" | "list";

/** The labels of a job, with those that the service adds. */
export function labelsOf(job: Job): JsonObject {
  const own = job.fields.labels as JsonObject | undefined;
  return job.kind === PIPELINE_JOB ? { ...own, [BILLING_LABEL]: String(job.sequence) } : { ...own };
}

/** A job as the API answers it now, or as it was at another moment. */
export function jobView(service: Service, job: Job, view: View, nowMs: number = service.clock.now()): JsonObject {
  const state = job.state(nowMs);
  const { jobDetail, error, displayName, labels, ...rest } = job.fields;
  const answer: JsonObject = {
    name: job.name,
    displayName,
    ...times(job, nowMs),
    ...rest,
    state,
    labels: job.kind === PIPELINE_JOB ? labelsOf(job) : labels,
    error: errorOf(service, state, error),
  };
  if (job.kind === PIPELINE_JOB && view === "get") {
    answer.jobDetail =
      isWaiting(state) || jobDetail === undefined ? {} : settledDetail(jobDetail, state, answer.endTime);
  }
  return withoutUndefined(answer);
}

/** Before a job has begun, there is nothing to tell of it. */
function isWaiting(state: string): boolean {
  return ["QUEUED", "PENDING"].includes(stateWord(state));
}

function times(job: Job, nowMs: number): JsonObject {
  const { createMs, startMs, endMs, updateMs } = job.times(nowMs);
  return {
    createTime: timestamp(createMs),
    startTime: timestamp(startMs),
    endTime: timestamp(endMs),
    updateTime: timestamp(updateMs),
  };
}

function errorOf(service: Service, state: string, ownError: unknown): unknown {
  const word = stateWord(state);
  if (word !== "FAILED" && word !== "CANCELLED") {
    return undefined;
  }
  const cancelled = { code: 1, message: "CANCELED" };
  return ownError ?? (word === "CANCELLED" && service.settings.errorOnCancelled ? cancelled : undefined);
}

const ENDED_TASK_STATES = ["SUCCEEDED", "CANCELLED", "FAILED", "SKIPPED", "NOT_TRIGGERED"];

/** No task is left running in a pipeline job that has ended. */
function settledDetail(jobDetail: unknown, state: string, endTime: unknown): unknown {
  const { taskDetails } = jobDetail as { taskDetails?: JsonObject[] };
  if (taskDetails === undefined || !isTerminal(state)) {
    return jobDetail;
  }
  const settle = (task: JsonObject): JsonObject =>
    ENDED_TASK_STATES.includes(String(task.state)) ? task : { ...task, state: stateWord(state), endTime };
  return { ...(jobDetail as JsonObject), taskDetails: taskDetails.map(settle) };
}

function timestamp(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}

function withoutUndefined(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
