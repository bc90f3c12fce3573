import type { History } from "../history";
import {
  deletedKeys,
  isActive,
  isAnswered,
  isSelecting,
  keyOfCancellation,
  keyOfLook,
  type Moment,
  matches,
  matchingKeys,
  mayConcern,
  mayList,
  type Resources,
} from "../moments";
import { keyOf } from "../places";
import type { Played, PlayedOperation, Run } from "../play";
import { isCancellation } from "../program";
import { mayStop, momentBefore, mustDelete, operationsAt, plansOf } from "./asked";

/** As many jobs as are recorded by name. */
const MOST_RECORDED = 1_000;

interface SweptJob {
  readonly name: string;
  readonly outcome?: string;
  readonly deleted?: boolean;
}

/** Nothing is deleted but jobs that have stopped, that a resource which deletes matches, and, if it is a sweep, has stopped. */
export function nothingElseDeleted({ service }: History, played: Played): string[] {
  const { runs, moments } = played;
  return runs.flatMap((run) =>
    run.moments.flatMap((moment, index) =>
      deletedKeys(moment.request).flatMap((key) => {
        if (!moment.jobs.has(key)) return [];
        // Which of several resources has looked last is not known.
        const isAlone = plansOf(run).filter((plan) => mayConcern(plan, key)).length === 1;
        const lookedAt = run.moments[isAlone ? lastLook(run, index, key) : 0] ?? moment;
        const shown = momentBefore(moments, lookedAt, service.listingLagSeconds * 1_000);
        const since = moments.slice(moments.indexOf(shown), moments.indexOf(moment) + 1);
        const isEnded = (one: Moment) => one.jobs.has(key) && !isActive(one.jobs, key);
        const isAllowed = operationsAt(run, moment).some(
          (one) =>
            one.plan.deleteStopped &&
            mayStop(one) &&
            since.some((then) => isEnded(then) && matches(one.plan, then, key)) &&
            (isCancellation(one.plan) || hasStopped(one, key, moment, played)),
        );
        return isAllowed ? [] : `step ${run.step}: ${key} was to be deleted`;
      }),
    ),
  );
}

/** Index of the moment of the last answered look at a job before its deletion. */
function lastLook({ moments }: Run, before: number, key: string): number {
  return Math.max(
    0,
    moments.findLastIndex(({ request }, index) => {
      if (index >= before || !request) return false;
      const isListing = isAnswered(request) && mayList(request, key) && !isSelecting(request);
      // A listing of names alone confirms what others have told.
      const isTelling = isListing && request.query.readMask !== "name" && !request.query.pageToken;
      return isTelling || keyOfLook(request) === key;
    }),
  );
}

/** Whether a sweep has found this very job active, now or before, and says that it has stopped. */
function hasStopped(operation: PlayedOperation, key: string, now: Moment, { runs }: Played): boolean {
  const { recorded, before, plan } = operation;
  const entry = recorded !== before && sweptJobs(operation).find(({ name }) => keyOf(name) === key);
  const isDenied = entry && entry.outcome !== "CANCELLED" && entry.outcome !== "COMPLETED";
  const createTime = now.jobs.get(key)?.createTime;
  const sweeps = runs.flatMap(({ operations }) =>
    operations.filter((one) => !isCancellation(one.plan) && mayStop(one) && one.plan.project === plan.project),
  );
  return (
    !isDenied &&
    sweeps.some(({ moments }) =>
      moments.some(({ atMs, jobs, listed = jobs, request }) => {
        const shown = isSelecting(request) ? [jobs, listed] : [jobs];
        const isFound = (one: Resources) => isActive(one, key) && one.get(key)?.createTime === createTime;
        return atMs <= now.atMs && shown.some(isFound);
      }),
    )
  );
}

/** A success with `deleteStopped` means that what has stopped is gone, was started anew, or does not match any more. */
export function deletesWhatStopped(operation: PlayedOperation, { service }: History, played: Played) {
  const { plan, error, moments } = operation;
  const [first, last] = [moments[0], moments.at(-1)];
  if (error || !first || !last || !mustDelete(operation)) return undefined;
  const before = momentBefore(played.moments, first, service.listingLagSeconds * 1_000);
  const left = keysStopped(operation, first).filter((key) => {
    const isSame = first.jobs.get(key)?.createTime === last.jobs.get(key)?.createTime;
    const isThere = [before, ...moments].every((moment) => moment.jobs.has(key) && matches(plan, moment, key));
    return isSame && isThere && !isActive(last.jobs, key);
  });
  return left.length > 0 ? `${left.join()} is still there` : undefined;
}

/** What an operation has stopped; of a sweep that is gone, what was active when it began and was cancelled. */
function keysStopped(operation: PlayedOperation, first: Moment): string[] {
  const { plan, method, moments } = operation;
  if (isCancellation(plan)) return [keyOfCancellation(plan)];
  if (method === "delete") {
    const isCancelled = (key: string) => /_CANCELLED$/.test(String(moments.at(-1)?.jobs.get(key)?.state));
    return matchingKeys(plan, first).filter((key) => isActive(first.jobs, key) && isCancelled(key));
  }
  const stopped = sweptJobs(operation).filter(({ outcome }) => outcome === "CANCELLED" || outcome === "COMPLETED");
  return stopped.map(({ name }) => keyOf(name));
}

/** Only what was deleted is recorded to be. */
export function deletedIsTrue(operation: PlayedOperation, _history: History, { moments }: Played): string | undefined {
  const past = moments.slice(0, moments.indexOf(operation.moments.at(-1) as Moment) + 1);
  const liar = keysDeleted(operation).find((key) => past.every(({ jobs }) => jobs.has(key)));
  return liar && `${liar} was never gone`;
}

/** What was deleted is recorded to be, also after a failure. */
export function deletionIsKnown(operation: PlayedOperation, history: History, { runs }: Played): string | undefined {
  const { moments, method, plan } = operation;
  const run = runs.find(({ operations }) => operations.includes(operation));
  const isOfOthers = (key: string) => !run || plansOf(run).filter((one) => mayConcern(one, key)).length > 1;
  if (!["create", "replace", "update"].includes(method) || history.engineDiesAtSeconds !== undefined) return undefined;
  const deleted = moments.flatMap(({ request, jobs }, index) => {
    const isGone = (key: string) => jobs.has(key) && moments[index + 1]?.jobs.has(key) === false;
    return request && isAnswered(request) ? deletedKeys(request).filter(isGone) : [];
  });
  if (!isCancellation(plan) && sweptJobs(operation).length >= MOST_RECORDED) return undefined;
  const known = keysDeleted(operation);
  const lost = deleted.filter((key) => mayConcern(plan, key) && !isOfOthers(key) && !known.includes(key));
  return lost.length > 0 ? `${lost.join()} was deleted and the state does not say so` : undefined;
}

/** What was deleted by the provider fails nothing later. */
export function deletionFailsNothing(operation: PlayedOperation, _history: History): string | undefined {
  const { error, before, plan } = operation;
  if (!error || !/: HTTP 404 /.test(error.message)) return undefined;
  const isAboutSame =
    before && isCancellation(plan) && isCancellation(before.plan)
      ? keyOfCancellation(plan) === keyOfCancellation(before.plan) && before.outs.deleted === true
      : !isCancellation(plan);
  return isAboutSame ? error.message : undefined;
}

function keysDeleted({ plan, recorded }: PlayedOperation): string[] {
  if (!recorded) return [];
  const of = recorded.plan ?? plan;
  if (isCancellation(of)) return recorded.outs.deleted === true ? [keyOfCancellation(of)] : [];
  return sweptJobs({ recorded }).flatMap(({ name, deleted }) => (deleted ? [keyOf(name)] : []));
}

function sweptJobs({ recorded }: Pick<PlayedOperation, "recorded">): SweptJob[] {
  return (recorded?.outs.jobs ?? []) as SweptJob[];
}
