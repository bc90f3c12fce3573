import { isRecord } from "../json";
import type { JobKind } from "../kinds/jobKind";
import { jobIdOf } from "./jobName";

/** `google.rpc.Status` as a job carries it. A cancelled job may carry none. */
export interface JobError {
  /** Code of `google.rpc.Code`; 1 is CANCELLED. */
  readonly code: number;
  readonly message: string;
}

/**
 * A job as the API answers it, reduced to what stopping needs.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs#PipelineJob
 */
export interface Job {
  /** The name that the API answers with: it has the project *number*, whatever was asked for. */
  readonly name: string;
  /** The state's name in the API, such as `PIPELINE_STATE_RUNNING`; an open enum. */
  readonly state: string;
  readonly displayName?: string;
  /** RFC 3339 times, as answered. */
  readonly createTime?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly updateTime?: string;
  readonly error?: JobError;
  /** Full names of the custom jobs that the job's unsuccessful tasks started; `undefined` if the answer was not asked for tasks. */
  readonly childCustomJobs: readonly string[] | undefined;
}

/** What a look asks of a job: all but its tasks, which are megabytes of a large pipeline. */
export const STATE_FIELDS = "name,displayName,state,createTime,startTime,endTime,updateTime,error";

/** Whether the job has ended and will never run again. */
export function isTerminal(kind: JobKind, job: Job): boolean {
  return kind.terminalStates.has(job.state);
}

/** How names of enum values look, also of those that this version does not know. A state is shown and recorded. */
const STATE_PATTERN = /^[A-Z][A-Z0-9_]{0,99}$/;

/** What may stand in a URL as it is: the last part of a name becomes a part of the URLs that are called. */
const ANSWERED_ID_PATTERN = /^(?!\.)[\w.~-]{1,128}$/;

/**
 * Reads a job from an answer's JSON.
 *
 * @returns the job, or `undefined` when the answer is no job at all: it has no name or no state, or none that could be.
 */
export function readJob(body: unknown): Job | undefined {
  if (!isRecord(body) || typeof body.name !== "string" || typeof body.state !== "string") return undefined;
  if (!ANSWERED_ID_PATTERN.test(jobIdOf(body.name)) || !STATE_PATTERN.test(body.state)) return undefined;
  const texts = ["displayName", "createTime", "startTime", "endTime", "updateTime"] as const;
  const known = texts.flatMap((key): [string, unknown][] => (typeof body[key] === "string" ? [[key, body[key]]] : []));
  const error = readError(body.error);
  return {
    name: body.name,
    state: body.state,
    ...Object.fromEntries(known),
    ...(error && { error }),
    childCustomJobs: readChildCustomJobs(body.jobDetail),
  };
}

function readError(error: unknown): JobError | undefined {
  if (!isRecord(error)) return undefined;
  return {
    code: typeof error.code === "number" ? error.code : 0,
    message: typeof error.message === "string" ? error.message : "",
  };
}

/** Tasks in these states started nothing that could still run. */
const SETTLED_TASK_STATES: ReadonlySet<unknown> = new Set(["SUCCEEDED", "SKIPPED", "NOT_TRIGGERED"]);

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs#PipelineTaskExecutorDetail */
function readChildCustomJobs(jobDetail: unknown): string[] {
  const tasks = isRecord(jobDetail) && Array.isArray(jobDetail.taskDetails) ? jobDetail.taskDetails : [];
  const names = tasks.filter(isRecord).flatMap((task) => {
    const executor = task.executorDetail;
    if (SETTLED_TASK_STATES.has(task.state) || !isRecord(executor)) return [];
    const { containerDetail, customJobDetail } = executor;
    return [
      isRecord(containerDetail) ? containerDetail.mainJob : undefined,
      isRecord(customJobDetail) ? customJobDetail.job : undefined,
    ];
  });
  return [...new Set(names.filter((name): name is string => typeof name === "string" && name !== ""))];
}
