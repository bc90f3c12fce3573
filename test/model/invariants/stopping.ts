import type { History } from "../history";
import {
  isActive,
  isSelecting,
  keyOfCancellation,
  keyOfLook,
  lastMomentOf,
  type Moment,
  matches,
  matchingKeys,
  mayConcern,
} from "../moments";
import { childIdOf, type KindName, keyOf, kindOf, placeOf } from "../places";
import type { Played, PlayedOperation } from "../play";
import { isCancellation, type SweepPlan } from "../program";
import { isNameable } from "../selection";
import { isTurnedOn, mayStop, momentBefore, mustStop } from "./asked";

/** What a sweep could see in listings that are so old: what matched and was active then, and matches still. */
function matchesSince({ plan }: PlayedOperation, key: string, now: Moment, before: Moment): boolean {
  if (!matches(plan, now, key)) return false;
  return isCancellation(plan) || (matches(plan, before, key) && isActive(before.jobs, key));
}

/** A success means that every job that matched was terminal at some moment. */
export function stoppedAtSomeMoment(operation: PlayedOperation, history: History, played: Played): string | undefined {
  if (operation.error || !mustStop(operation)) return undefined;
  const [first] = operation.moments;
  if (!first) return undefined;
  const before = momentBefore(played.moments, first, lagMsOf(history));
  const keys = matchingKeys(operation.plan, first).filter((key) => matchesSince(operation, key, first, before));
  const running = keys.filter((key) => operation.moments.every(({ jobs }) => isActive(jobs, key)));
  // What no longer matches need not be stopped.
  const stray = running.filter((key) => operation.moments.every((moment) => matches(operation.plan, moment, key)));
  return stray.length > 0 ? `${stray.join()} was active all the time` : undefined;
}

/** After a sweep's last listing nothing that matches is active. */
export function endsQuiet(operation: PlayedOperation, history: History, played: Played): string | undefined {
  const { plan, error, moments } = operation;
  if (error || !mustStop(operation) || isCancellation(plan)) return undefined;
  for (const { region, kind } of listingsOf(plan)) {
    const here = `${plan.project}/${region}`;
    const isHere = (key: string) => key.startsWith(`${here}/`) && kindOf(key) === kind;
    const listings = moments.filter(
      ({ request }) => request?.apiMethod === `${kind}.list` && placeOf(request.path) === here && isSelecting(request),
    );
    if (listings.length === 0) return `${kind} of ${here} were never listed`;
    // If several sweeps list a region at the same time, nobody knows which listing was the last of this one.
    const all = played.runs.flatMap(({ operations }) => operations);
    const isAlone = all.every((other) => other === operation || !sweepsBeside(other, operation, region));
    const candidates = isAlone ? listings.slice(-1) : listings;
    const active = candidates.map((last) => {
      const before = momentBefore(played.moments, last, lagMsOf(history));
      const keys = matchingKeys(plan, last).filter((key) => isHere(key) && isActive(last.jobs, key));
      // What a listing leaves out is looked up: the job may have ended meanwhile.
      const later = moments.slice(moments.indexOf(last));
      const isSeenEnded = (key: string) =>
        later.some(({ request, jobs }) => keyOfLook(request) === key && !isActive(jobs, key));
      return keys.filter((key) => matchesSince(operation, key, last, before) && !isSeenEnded(key));
    });
    if (active.every(({ length }) => length > 0)) return `${active.at(-1)?.join()} was active at the last listing`;
  }
  return undefined;
}

/** What a sweep has to list: where its selector has names, only kinds that one of these is of. */
function listingsOf({ regions, kinds, selects }: SweepPlan): { readonly region: string; readonly kind: KindName }[] {
  const listed = kinds.filter((kind) => selects !== "names" || isNameable(kind));
  return regions.flatMap((region) => listed.map((kind) => ({ region, kind })));
}

/** Whether a sweep works in a region of another one's project at the same time as that one. */
function sweepsBeside({ plan, startedMs, endedMs }: PlayedOperation, other: PlayedOperation, region: string): boolean {
  if (isCancellation(plan) || plan.project !== other.plan.project || !plan.regions.includes(region)) return false;
  return startedMs <= other.endedMs && endedMs >= other.startedMs;
}

/** With `cancelChildJobs`, no child job of a stopped job stays active. */
export function stopsChildJobs(operation: PlayedOperation, _history: History, played: Played): string | undefined {
  const { plan, error, recorded, moments, method } = operation;
  const isAsked = mustStop(operation) || isTurnedOn(operation, "cancelChildJobs");
  if (error || !isAsked || !recorded || !plan.cancelChildJobs || !plan.cancelOn.includes("create")) return undefined;
  if (method === "read" || method === "preview") return undefined;
  const swept = (recorded.outs.jobs ?? []) as { name: string; outcome?: string }[];
  const keys = isCancellation(plan) ? [keyOfCancellation(plan)] : swept.map(({ name }) => keyOf(name));
  // The tasks of a job that has SUCCEEDED have so, too, and no child job of them can run.
  const isStopped = ({ jobs }: Moment, key: string) => /_(CANCELLED|FAILED)$/.test(String(jobs.get(key)?.state));
  const children = keys.flatMap((key) => {
    const last = lastMomentOf(moments, key);
    // Once another resource has deleted the job, nobody knows what it has started.
    if (isDeletedByOthers(operation, key, played)) return [];
    return last && isStopped(last, key) && matches(plan, last, key) ? (childOf(key, last) ?? []) : [];
  });
  const running = children.filter((child) => moments.every(({ jobs }) => isActive(jobs, child)));
  return running.length > 0 ? `${running.join()} was active all the time` : undefined;
}

function isDeletedByOthers(operation: PlayedOperation, key: string, { runs }: Played): boolean {
  const run = runs.find(({ operations }) => operations.includes(operation));
  const others = (run?.operations ?? []).filter((one) => one !== operation && one.plan.deleteStopped && mayStop(one));
  return !operation.moments.at(-1)?.jobs.has(key) && others.some(({ plan }) => mayConcern(plan, key));
}

/** The child job that a job names. */
function childOf(key: string, { jobs }: Moment): string | undefined {
  const [project, region, id = ""] = key.split("/");
  const { jobDetail, trials } = jobs.get(key) ?? {};
  const isNamed = JSON.stringify([jobDetail, trials]).includes(childIdOf(id));
  return isNamed ? `${project}/${region}/${childIdOf(id)}` : undefined;
}

function lagMsOf({ service }: History): number {
  return service.listingLagSeconds * 1_000;
}
