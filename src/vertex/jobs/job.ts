import { fieldOf, isRecord } from "../json";
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
  /** Full names of the jobs that the job has started, but for those of successful tasks; `undefined` if the answer was not asked for them. */
  readonly childJobs: readonly string[] | undefined;
}

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
export function readJob(kind: JobKind, body: unknown): Job | undefined {
  if (!isRecord(body) || typeof body.name !== "string" || typeof body.state !== "string") return undefined;
  if (!ANSWERED_ID_PATTERN.test(jobIdOf(body.name)) || !STATE_PATTERN.test(body.state)) return undefined;
  const times = ["createTime", "startTime", "endTime", "updateTime"] as const;
  const texts = [["displayName", kind.fields.displayName?.path ?? ""], ...times.map((key) => [key, key])] as const;
  const known = texts.flatMap(([key, path]): [string, unknown][] =>
    typeof body[path] === "string" ? [[key, body[path]]] : [],
  );
  const error = readError(body.error);
  return {
    name: body.name,
    state: body.state,
    ...Object.fromEntries(known),
    ...(error && { error }),
    childJobs: readChildJobs(kind, body),
  };
}

function readError(error: unknown): JobError | undefined {
  if (!isRecord(error)) return undefined;
  return {
    code: typeof error.code === "number" ? error.code : 0,
    message: typeof error.message === "string" ? error.message : "",
  };
}

/** Tasks and trials in these states started nothing that could still run. */
const SETTLED_STATES: ReadonlySet<unknown> = new Set(["SUCCEEDED", "SKIPPED", "NOT_TRIGGERED"]);

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs#PipelineTaskExecutorDetail */
function readChildJobs({ children }: JobKind, body: unknown): string[] {
  const names = children.flatMap(({ collection, path }) =>
    valuesAt(body, path.split(".")).filter(
      (name): name is string => typeof name === "string" && name.split("/")[4] === collection,
    ),
  );
  return [...new Set(names)].sort();
}

/** What is at a path that leads through every entry of a list that may have something running. */
function valuesAt(value: unknown, [key, ...rest]: readonly string[]): unknown[] {
  if (key === undefined) return [value];
  const next = fieldOf(value, key);
  if (!Array.isArray(next)) return valuesAt(next, rest);
  return next.filter((entry) => !SETTLED_STATES.has(fieldOf(entry, "state"))).flatMap((entry) => valuesAt(entry, rest));
}
