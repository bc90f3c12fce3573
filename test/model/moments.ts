import type { JsonObject, LoggedRequest } from "../../src/testing";
import type { SweepPlan } from "./history";
import { LABELS } from "./users";

/** The jobs of a moment, by region and id. */
export type Jobs = ReadonlyMap<string, JsonObject>;

/** What was there at a moment. */
export interface Moment {
  /** On the monotonic clock, in milliseconds. */
  readonly atMs: number;
  readonly jobs: Jobs;
  readonly schedules: readonly JsonObject[];
  /** The request of the provider that had just arrived and had no effect yet; absent for other moments. */
  readonly request?: LoggedRequest;
}

/** Region and id of a job, whatever its project is called. */
export function keyOf(name: string): string {
  const [, , , region, , id] = name.split("/");
  return `${region}/${id}`;
}

/** Whether a job is there and has not ended. */
export function isActive(jobs: Jobs, key: string): boolean {
  const state = jobs.get(key)?.state;
  return state !== undefined && !/_(SUCCEEDED|FAILED|CANCELLED)$/.test(String(state));
}

/** Whether a sweep means a job. */
export function isMeant(jobs: Jobs, key: string, { regions }: SweepPlan): boolean {
  return regions.some((region) => key.startsWith(`${region}/`)) && hasMeantLabels(jobs.get(key)?.labels);
}

/** Whether a sweep means what has these labels. */
export function hasMeantLabels(labels: unknown): boolean {
  const { environment, keep } = (labels ?? {}) as Record<string, string>;
  return environment === LABELS.meant.environment && keep === undefined;
}

/** Whether a request lists what a sweep means, and was answered. */
export function isSelecting({ apiMethod, region, query, fault }: LoggedRequest, where: string): boolean {
  const isHere = apiMethod === "pipelineJobs.list" && region === where;
  return isHere && !fault && (query.filter ?? "").includes("environment");
}

/** The jobs that a request asks to cancel. */
export function cancelledKeys(request: LoggedRequest | undefined): string[] {
  if (request?.apiMethod === "pipelineJobs.cancel") return [keyOf(request.path.replace(/^\/v1\/|:cancel$/g, ""))];
  if (request?.apiMethod !== "pipelineJobs.batchCancel") return [];
  return ((request.body as { names?: string[] }).names ?? []).map(keyOf);
}

/** Such a request is repeated at once with another token, if there is one. */
export function isRefusedForToken({ status }: LoggedRequest): boolean {
  return status === 401;
}
