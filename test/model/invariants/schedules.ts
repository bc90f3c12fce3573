import type { History } from "../history";
import { isAnswered, keyOfAction, type Moment, schedulesToPause } from "../moments";
import { keyOf } from "../places";
import type { Played, PlayedOperation, Run } from "../play";
import { isCancellation, type Plan } from "../program";
import { isTurnedOn, mayStop, mustStop, operationsAt } from "./asked";

const isPaused = (moment: Moment | undefined, key: string) => moment?.schedules.get(key)?.state === "PAUSED";
const isRunning = (moment: Moment | undefined, key: string) => moment?.schedules.get(key)?.state === "ACTIVE";

/** A success means that each schedule that launches what is selected was paused at some moment. */
export function pausesSchedules(operation: PlayedOperation): string | undefined {
  const { plan, moments, error, method } = operation;
  const isAsked = mustStop(operation) || (isTurnedOn(operation, "pauseSchedules") && plan.cancelOn.includes("create"));
  if (error || !isAsked || ["read", "preview"].includes(method)) return undefined;
  const running = schedulesToPause(plan, moments[0] as Moment).filter((key) =>
    moments.every((moment) => isRunning(moment, key)),
  );
  return running.length > 0 ? `${running.join()} was active all the time` : undefined;
}

/** What was paused is known, also after a failure. */
export function knowsWhatItPaused(_history: History, { runs, engineDiedMs }: Played): string[] {
  if (engineDiedMs !== undefined) return [];
  return runs.flatMap(({ operations, moments, step }) => {
    const answered = moments.filter(({ request }) => request?.apiMethod === "schedules.pause" && isAnswered(request));
    const paused = answered.map(({ request }) => keyOfAction(request as NonNullable<typeof request>));
    const bringing = operations.filter(({ plan, method }) => !isCancellation(plan) && method !== "delete");
    const known = bringing.flatMap(({ recorded }) => pausedBy(recorded?.outs));
    const forgotten = bringing.length === operations.length ? paused.filter((key) => !known.includes(key)) : [];
    return forgotten.map((key) => `step ${step}: ${key} was paused and is not in the state`);
  });
}

/** No schedule is paused that launches something else, or where nobody says so. */
export function noOtherPaused(_history: History, { runs }: Played): string[] {
  return requestsOf(runs, "schedules.pause").flatMap(({ run, moment, key }) => {
    const operations = operationsAt(run, moment).filter(
      (one) => mayStop(one) || (one.plan.cancelOn.includes("create") && one.method === "update"),
    );
    const isAsked = operations.some(({ plan }) => schedulesToPause(plan, moment).includes(key));
    return isAsked || !moment.schedules.has(key) ? [] : `step ${run.step}: ${key} was paused`;
  });
}

/** A schedule goes on only when the resource that has paused it goes, says so, and nobody else wants it paused. */
export function resumesOnlyItsOwn(_history: History, played: Played): string[] {
  return requestsOf(played.runs, "schedules.resume").flatMap(({ run, moment, key }) => {
    const violated = (what: string) => [`step ${run.step}: ${key} was resumed, ${what}`];
    const deleting = operationsAt(run, moment).filter(
      ({ plan, method, before }) =>
        method === "delete" &&
        !isCancellation(plan) &&
        plan.resumeSchedulesOnDelete &&
        pausedBy(before?.outs).includes(key),
    );
    if (deleting.length === 0) return violated("and no resource that is deleted says so");
    const declaring = run.program.find(
      ({ plan }) => plan.cancelOn.includes("create") && schedulesToPause(plan, moment).includes(key),
    );
    if (run.verb === "up" && declaring) return violated(`which ${declaring.name} declares paused`);
    return isPaused(moment, key) && !isPausedByProvider(played, moment, key)
      ? violated("which somebody else has paused")
      : [];
  });
}

/** What a resource has paused goes on when it is deleted, if it says so. */
export function resumesWhatItPaused(operation: PlayedOperation, _history: History, played: Played): string | undefined {
  const { plan, method, error, before, moments } = operation;
  if (method !== "delete" || error || isCancellation(plan) || !plan.resumeSchedulesOnDelete) return undefined;
  const [first] = moments as [Moment];
  const run = played.runs.find(({ operations }) => operations.includes(operation));
  const others = (run?.operations ?? []).filter((one) => one !== operation);
  const isOwn = (key: string) =>
    isPausedByProvider(played, first, key) && !others.some((one) => mayDeclare(one, plan, first, key));
  const left = pausedBy(before?.outs).filter((key) => isOwn(key) && moments.every((moment) => isPaused(moment, key)));
  return left.length > 0 ? `${left.join()} stays paused` : undefined;
}

/**
 * Whether a resource declares a schedule paused, or may: it spells its project in the other way, and nothing recorded tells
 * whether both are one.
 */
function mayDeclare(one: PlayedOperation, { project, spelling }: Plan, moment: Moment, key: string): boolean {
  const plan = one.plan;
  if (schedulesToPause(plan, moment).includes(key)) return true;
  const isTold = [one.before, one.recorded].some((recorded) => recorded?.outs.projectNumber !== undefined);
  return plan.spelling !== spelling && !isTold && schedulesToPause({ ...plan, project }, moment).includes(key);
}

/** A schedule that is gone, completed or already as wanted fails nothing. */
export function noScheduleFails({ error, moments }: PlayedOperation): string | undefined {
  if (!error || !/cannot (?:pause|resume) /.test(error.message)) return undefined;
  const requests = moments
    .flatMap(({ request }) => (request ? [request] : []))
    .filter(({ apiMethod }) => ["schedules.pause", "schedules.resume"].includes(String(apiMethod)));
  const isHurt = requests.some(({ fault }) => fault !== undefined);
  const isRefused = requests.some(({ status }) => status === 400 || status === 404);
  return isRefused && !isHurt ? error.message : undefined;
}

function requestsOf(runs: readonly Run[], apiMethod: string): { run: Run; moment: Moment; key: string }[] {
  return runs.flatMap((run) =>
    run.moments.flatMap((moment) =>
      moment.request?.apiMethod === apiMethod ? [{ run, moment, key: keyOfAction(moment.request) }] : [],
    ),
  );
}

/** Whether it was the provider that has paused a schedule last. */
function isPausedByProvider({ moments }: Played, until: Moment, key: string): boolean {
  const past = moments.slice(0, moments.indexOf(until) + 1);
  const paused = past.findLastIndex((moment, index) => isPaused(moment, key) && !isPaused(past[index - 1], key));
  const before = past[paused - 1];
  return before !== undefined && before.deeds === undefined;
}

function pausedBy(outs: Readonly<Record<string, unknown>> | undefined): string[] {
  return ((outs?.pausedSchedules ?? []) as string[]).map(keyOf);
}
