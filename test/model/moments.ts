import type { JsonObject, LoggedRequest } from "../../src/testing";
import { isBelieved } from "./faults";
import { keyOf, kindOf, parentKeyOf, placeOf } from "./places";
import { type CancellationPlan, isCancellation, type Plan } from "./program";
import { isLauncherSelected, isSelected } from "./selection";
import type { UserDeed } from "./users";

/** Resources of a moment, by project, region and id. */
export type Resources = ReadonlyMap<string, JsonObject>;

/** What was there at a moment. */
export interface Moment {
  /** On the monotonic clock, in milliseconds. */
  readonly atMs: number;
  /** Of all kinds. */
  readonly jobs: Resources;
  /** Jobs as a listing shows them that lags behind; absent unless the request is one. */
  readonly listed?: Resources;
  readonly schedules: Resources;
  /** The request of the provider that had just arrived and had no effect yet; absent for other moments. */
  readonly request?: LoggedRequest;
  /** What users did right after it. */
  readonly deeds?: readonly UserDeed[];
}

/** Whether a job is there and has not ended. */
export function isActive(jobs: Resources, key: string): boolean {
  const state = jobs.get(key)?.state;
  return state !== undefined && !/_(SUCCEEDED|FAILED|CANCELLED)$/.test(String(state));
}

/** The job that a cancellation is about. */
export function keyOfCancellation({ project, region, job }: CancellationPlan): string {
  return `${project}/${region}/${job}`;
}

/** Whether a plan is about a job of a moment. */
export function matches(plan: Plan, { jobs }: Moment, key: string): boolean {
  return isCancellation(plan) ? keyOfCancellation(plan) === key : isSelected(jobs.get(key), key, plan);
}

/** The jobs of a moment that a plan is about. */
export function matchingKeys(plan: Plan, moment: Moment): string[] {
  return isCancellation(plan)
    ? [keyOfCancellation(plan)]
    : [...moment.jobs.keys()].filter((key) => matches(plan, moment, key));
}

/** Whether a plan may come to be about a job, whatever becomes of that. */
export function mayConcern(plan: Plan, key: string): boolean {
  if (isCancellation(plan)) return keyOfCancellation(plan) === key;
  const [project, region = ""] = key.split("/");
  return plan.project === project && plan.regions.includes(region) && plan.kinds.includes(kindOf(key));
}

/** Whether a plan may stop a job because another one that it may come to be about has started it. */
export function mayConcernParent(plan: Plan, key: string): boolean {
  const parent = parentKeyOf(key);
  return plan.cancelChildJobs && parent !== undefined && mayConcern(plan, parent);
}

/** The schedules of a moment that a plan has paused where it says so. */
export function schedulesToPause(plan: Plan, { schedules }: Moment): string[] {
  if (isCancellation(plan) || !plan.pauseSchedules) return [];
  return [...schedules.keys()].filter((key) => isLauncherSelected(schedules.get(key), key, plan));
}

/** Whether a request was answered, and the answer came through. */
export function isAnswered({ fault, status }: LoggedRequest): boolean {
  return status === 200 && fault === undefined;
}

/** Whether a request lists active jobs to stop, and was answered; not what has changed, and not what is excluded. */
export function isSelecting(request: LoggedRequest | undefined): boolean {
  if (!request?.apiMethod?.endsWith("Jobs.list") || !isAnswered(request)) return false;
  return (request.query.filter ?? "").includes("state!=");
}

/** Whether a request lists jobs among which a job may be. */
export function mayList({ apiMethod, path, query }: LoggedRequest, key: string): boolean {
  if (apiMethod !== `${kindOf(key)}.list` || !key.startsWith(`${placeOf(path)}/`)) return false;
  const ids = [...(query.filter ?? "").matchAll(/pipeline_job_user_id="([^"]+)"/g)].map(([, id]) => id);
  return ids.length === 0 || ids.includes(key.split("/").at(-1));
}

/** The job of a request that looks at one, if it was answered. */
export function keyOfLook(request: LoggedRequest | undefined): string | undefined {
  if (!request?.apiMethod?.endsWith("Jobs.get") || !(isAnswered(request) || request.status === 404)) return undefined;
  return keyOf(request.path.slice(4));
}

/** The jobs that a request asks to cancel. */
export function cancelledKeys(request: LoggedRequest | undefined): string[] {
  return keysOfActions(request, "cancel", "batchCancel");
}

/** The jobs that a request asks to delete. */
export function deletedKeys(request: LoggedRequest | undefined): string[] {
  return keysOfActions(request, "delete", "batchDelete");
}

/** The last moment that has a job: the last one; or, if the provider has deleted it, the one when that was asked for. */
export function lastMomentOf(moments: readonly Moment[], key: string): Moment | undefined {
  const last = moments.at(-1);
  if (last?.jobs.has(key)) return last;
  return moments.findLast(({ request, jobs }) => jobs.has(key) && deletedKeys(request).includes(key));
}

function keysOfActions(request: LoggedRequest | undefined, ofOne: string, ofMany: string): string[] {
  if (request?.apiMethod?.endsWith(`Jobs.${ofOne}`)) return [keyOfAction(request)];
  if (request?.apiMethod !== `pipelineJobs.${ofMany}`) return [];
  return ((request.body as { names?: string[] } | undefined)?.names ?? []).map(keyOf);
}

/** Whether a request to cancel has been accepted, for all that the provider knows. */
export function isAccepted({ status, fault }: LoggedRequest): boolean {
  return status === 200 && isBelieved(fault);
}

/** The resource of a request such as `…/schedules/1:pause`. */
export function keyOfAction({ path }: LoggedRequest): string {
  return keyOf(path.slice(4).replace(/:[a-zA-Z]+$/, ""));
}

/** Such a request is repeated at once with another token, if there is one. */
export function isRefusedForToken({ status }: LoggedRequest): boolean {
  return status === 401;
}
