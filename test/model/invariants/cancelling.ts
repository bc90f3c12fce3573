import type { JsonObject, LoggedRequest } from "../../../src/testing";
import type { History } from "../history";
import {
  cancelledKeys,
  isAccepted,
  isAnswered,
  isRefusedForToken,
  isSelecting,
  keyOfAction,
  keyOfLook,
  type Moment,
  matches,
  mayConcern,
  mayConcernParent,
  mayList,
} from "../moments";
import type { Played, Run } from "../play";
import { isCancellation, type Plan } from "../program";
import { mayStop, momentBefore, operationsAt, plansOf } from "./asked";

/** How long the old state may stand once a cancellation was accepted, and a second one has to wait. */
const SECOND_CANCEL_AFTER_MS = 10_000;

/** No job is asked to cancel that did not match at the last look at it, or since. */
export function nothingElseCancelled({ service }: History, { runs, moments }: Played): string[] {
  return runs.flatMap((run) =>
    run.moments.flatMap((moment, index) =>
      cancelledKeys(moment.request).flatMap((key) => {
        if (!moment.jobs.has(key) || isStoppedForParent(run, moment, key)) return [];
        const plans = operationsAt(run, moment).flatMap((one) =>
          mayStop(one) && mayConcern(one.plan, key) ? [one.plan] : [],
        );
        // Which of several sweeps has looked last is not known.
        const sweeps = plansOf(run).filter((plan) => !isCancellation(plan) && mayConcern(plan, key));
        const looked = sweeps.length > 1 ? 0 : lastLook(run, index, key);
        const lookedAt = run.moments[looked] ?? moment;
        const shown = momentBefore(moments, lookedAt, service.listingLagSeconds * 1_000);
        const since = moments.slice(moments.indexOf(shown), moments.indexOf(moment) + 1);
        const isAllowed = plans.some((plan) => since.some((one) => matches(plan, one, key)));
        return isAllowed ? [] : `step ${run.step}: ${key} was asked to cancel`;
      }),
    ),
  );
}

/** Index of the moment of the last answered look at a job: by get, or the first page of a listing of what to stop. */
function lastLook({ moments }: Run, before: number, key: string): number {
  return Math.max(
    0,
    moments.findLastIndex(({ request }, index) => {
      if (index >= before || !request) return false;
      const isListing = isSelecting(request) && mayList(request, key) && !request.query.pageToken;
      return isListing || keyOfLook(request) === key;
    }),
  );
}

/** Whether a resource says that the child jobs of the job are to be stopped which has started this one. */
function isStoppedForParent(run: Run, moment: Moment, key: string): boolean {
  return operationsAt(run, moment).some((one) => mayStop(one) && mayConcernParent(one.plan, key));
}

/** No custom job is asked to cancel unless a resource is about it, or says that child jobs are to be stopped. */
export function noOtherChildCancelled(_history: History, { runs }: Played): string[] {
  return runs.flatMap((run) =>
    run.moments.flatMap((moment) => {
      const { request } = moment;
      if (request?.apiMethod !== "customJobs.cancel") return [];
      const key = keyOfAction(request);
      const isOwn = operationsAt(run, moment).some((one) => mayStop(one) && mayConcern(one.plan, key));
      return isOwn || isStoppedForParent(run, moment, key) ? [] : `step ${run.step}: ${key} was asked to cancel`;
    }),
  );
}

/** A job is not asked again while the first cancellation may still have its effect. */
export function noSecondCancel(_history: History, { runs }: Played): string[] {
  return runs.flatMap((run) => {
    const seen = new Map<string, JobAsSeen>();
    return run.moments.flatMap((moment) => {
      const violated = cancelledKeys(moment.request).flatMap((key) => {
        const known = seen.get(key) ?? new JobAsSeen();
        seen.set(key, known);
        // One resource may have been told what another has decided before.
        const concerned = operationsAt(run, moment).filter((one) => mayStop(one) && mayStopJob(one.plan, key));
        if (concerned.length > 1 || plansOf(run).filter((plan) => mayStopJob(plan, key)).length > 1) return [];
        const fault = known.cancel(moment);
        return fault ? `step ${run.step}: ${key} ${fault}` : [];
      });
      look(moment, seen);
      return violated;
    });
  });
}

function mayStopJob(plan: Plan, key: string): boolean {
  return mayConcern(plan, key) || mayConcernParent(plan, key);
}

/** Takes note of what a moment's request shows of jobs. */
function look({ request, jobs, listed = jobs, atMs }: Moment, seen: Map<string, JobAsSeen>): void {
  if (!request) return;
  const key = keyOfLook(request);
  if (key) seen.set(key, (seen.get(key) ?? new JobAsSeen()).look(jobs.get(key), atMs, false));
  if (!isAnswered(request) || !isTelling(request)) return;
  for (const [listedKey, job] of listed) {
    if (!mayList(request, listedKey)) continue;
    const known = seen.get(listedKey) ?? new JobAsSeen();
    // A job that has changed since the first page may have been on that one, as it was.
    if (request.query.pageToken !== undefined && known.isOther(job)) continue;
    seen.set(listedKey, known.look(job, atMs, !isSelecting(request)));
  }
}

/** Whether a listing tells of states, by its filter or by its fields. */
function isTelling(request: LoggedRequest): boolean {
  return isSelecting(request) || request.query.readMask !== "name";
}

/** What the provider knows of a job: what it was told last, by an answer that came through whole. */
class JobAsSeen {
  private state: unknown;
  private createTime: unknown;
  /** When a watcher's listing has told so, which goes on beside a cancel. */
  private besideMs: number | undefined;
  private lookedMs = Number.NEGATIVE_INFINITY;
  private acceptedMs: number | undefined;
  private isAskedSingly = false;

  /** Whether a job has another state than it was seen in. */
  isOther({ state }: JsonObject): boolean {
    return this.state !== undefined && this.state !== state;
  }

  /** Takes note of a cancellation. @returns what is wrong with it. */
  cancel({ request, atMs }: Moment): string | undefined {
    const { acceptedMs, isAskedSingly } = this;
    const isKnown = /_CANCELLING$/.test(String(this.state)) && this.besideMs !== atMs;
    if (request && isAccepted(request)) this.acceptedMs = atMs;
    if (request && isSingle(request) && !isRefusedForToken(request)) this.isAskedSingly = true;
    if (isKnown) return "was known to be cancelling";
    if (isAskedSingly && isSingle(request)) return "was asked twice without a look between";
    if (acceptedMs === undefined) return undefined;
    if (atMs - acceptedMs < SECOND_CANCEL_AFTER_MS) return `was asked again after ${atMs - acceptedMs} ms`;
    return this.lookedMs - acceptedMs < SECOND_CANCEL_AFTER_MS ? "was asked again without a look" : undefined;
  }

  /** Takes note of a look; a job that was created later is another one, which nobody has asked yet. */
  look(job: Readonly<Record<string, unknown>> | undefined, atMs: number, isBeside: boolean): this {
    if (job && this.createTime !== undefined && job.createTime !== this.createTime) this.acceptedMs = undefined;
    this.state = job?.state;
    this.createTime = job?.createTime ?? this.createTime;
    this.besideMs = isBeside ? atMs : undefined;
    this.lookedMs = atMs;
    this.isAskedSingly = false;
    return this;
  }
}

function isSingle(request: LoggedRequest | undefined): boolean {
  return request?.apiMethod?.endsWith(".cancel") === true;
}
