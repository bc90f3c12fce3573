import type { History } from "../history";
import { isActive, isSelecting, keyOfCancellation, type Moment, matches, matchingKeys } from "../moments";
import { keyOf, placeOf } from "../places";
import type { Played, PlayedOperation } from "../play";
import { isCancellation } from "../program";
import { childIdOf } from "../users";
import { isTurnedOn, momentBefore, mustStop } from "./asked";

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
  for (const region of plan.regions) {
    const here = `${plan.project}/${region}`;
    const listings = moments.filter(({ request }) => isSelecting(request) && placeOf(request.path) === here);
    if (listings.length === 0) return `${here} was never listed`;
    // If several sweeps list a region at the same time, nobody knows which listing was the last of this one.
    const all = played.runs.flatMap(({ operations }) => operations);
    const isAlone = all.every((other) => other === operation || !sweepsBeside(other, operation, region));
    const candidates = isAlone ? listings.slice(-1) : listings;
    const active = candidates.map((last) => {
      const before = momentBefore(played.moments, last, lagMsOf(history));
      const keys = matchingKeys(plan, last).filter((key) => key.startsWith(`${here}/`) && isActive(last.jobs, key));
      return keys.filter((key) => matchesSince(operation, key, last, before));
    });
    if (active.every(({ length }) => length > 0)) return `${active.at(-1)?.join()} was active at the last listing`;
  }
  return undefined;
}

/** Whether a sweep works in a region of another one's project at the same time as that one. */
function sweepsBeside({ plan, startedMs, endedMs }: PlayedOperation, other: PlayedOperation, region: string): boolean {
  if (isCancellation(plan) || plan.project !== other.plan.project || !plan.regions.includes(region)) return false;
  return startedMs <= other.endedMs && endedMs >= other.startedMs;
}

/** With `cancelChildJobs`, no child job of a stopped job stays active. */
export function stopsChildJobs(operation: PlayedOperation): string | undefined {
  const { plan, error, recorded, moments, method } = operation;
  const isAsked = mustStop(operation) || isTurnedOn(operation, "cancelChildJobs");
  if (error || !isAsked || !recorded || !plan.cancelChildJobs || !plan.cancelOn.includes("create")) return undefined;
  if (method === "read" || method === "preview") return undefined;
  const swept = (recorded.outs.jobs ?? []) as { name: string; outcome?: string }[];
  const keys = isCancellation(plan) ? [keyOfCancellation(plan)] : swept.map(({ name }) => keyOf(name));
  const last = moments.at(-1);
  // The tasks of a job that has SUCCEEDED have so, too, and no child job of them can run.
  const isStopped = (key: string) => /_(CANCELLED|FAILED)$/.test(String(last?.jobs.get(key)?.state));
  const stopped = keys.filter((key) => last && isStopped(key) && matches(plan, last, key));
  const children = stopped.flatMap((key) => childOf(key, last) ?? []);
  const running = children.filter((child) => moments.every(({ customJobs }) => isActive(customJobs, child)));
  return running.length > 0 ? `${running.join()} was active all the time` : undefined;
}

/** The child job that a job names. */
function childOf(key: string, moment: Moment | undefined): string | undefined {
  const [project, region, id = ""] = key.split("/");
  const isNamed = JSON.stringify(moment?.jobs.get(key)?.jobDetail ?? {}).includes(childIdOf(id));
  return isNamed ? `${project}/${region}/${childIdOf(id)}` : undefined;
}

function lagMsOf({ service }: History): number {
  return service.listingLagSeconds * 1_000;
}
