import type { History } from "../history";
import {
  cancelledKeys,
  isActive,
  isAnswered,
  keyOfCancellation,
  lastMomentOf,
  type Moment,
  matches,
  mayConcern,
  mayConcernParent,
} from "../moments";
import { keyOf, parentKeyOf } from "../places";
import type { Played, PlayedOperation, Run } from "../play";
import { isCancellation, type Plan } from "../program";
import { isBringing, plansOf } from "./asked";

/** As many jobs as are recorded by name. */
const MOST_RECORDED = 1_000;

interface SweptJob {
  readonly name: string;
  readonly outcome?: string;
}

/** Nothing that was done is lost from the state. */
export function nothingLost(operation: PlayedOperation, _history: History, played: Played): string | undefined {
  const { plan, recorded, error } = operation;
  if (!isBringing(operation)) return undefined;
  const run = runOf(operation, played);
  const lost = [...keysAccepted(operation.moments, plan)].filter((key) => {
    if (!mayConcern(plan, key) || countConcerned(run, key) > 1) return false;
    if (isCancellation(plan)) return recorded === undefined;
    const known = sweptJobs(operation);
    return known.length < MOST_RECORDED && !known.some(({ name }) => keyOf(name) === key);
  });
  return lost.length > 0 ? `${lost.join()} was cancelled and is not in the state: ${error?.message}` : undefined;
}

/** An outcome is what happened. */
export function outcomeIsTrue(operation: PlayedOperation, _history: History, { runs }: Played): string | undefined {
  const { plan, recorded, moments, error, method } = operation;
  const isFirst = runs[0]?.operations.includes(operation) && method === "create";
  if (!isFirst || !recorded) return undefined;
  const seen = (key: string, states: RegExp) => moments.some(({ jobs }) => states.test(String(jobs.get(key)?.state)));
  const isWrong = (key: string, outcome: unknown) => {
    if (outcome === "CANCELLED") return !seen(key, /_CANCELLED$/);
    if (outcome === "COMPLETED") return !seen(key, /_(SUCCEEDED|FAILED)$/);
    return outcome === "NOT_FOUND" && moments.every(({ jobs }) => jobs.has(key));
  };
  const liar = outcomesOf(operation).find(({ key, outcome }) => isWrong(key, outcome));
  if (liar) return `${liar.key} ${liar.outcome}`;
  const isCompleted = outcomesOf(operation).some(({ outcome }) => outcome === "COMPLETED");
  return !error && plan.requireCancelled && isCompleted ? "COMPLETED counts as success" : undefined;
}

/** A job that was never asked to stop, as far as anybody can tell, and ended by itself is not COMPLETED. */
export function completedWasAsked(operation: PlayedOperation, _history: History, played: Played): string | undefined {
  if (!isBringing(operation)) return undefined;
  const past = played.moments.slice(0, played.moments.indexOf(operation.moments.at(-1) as Moment) + 1);
  const wasAsked = (key: string) =>
    past.some(
      ({ request, jobs, deeds = [] }) =>
        /_CANCELLING$/.test(String(jobs.get(key)?.state)) ||
        // A listing that lags may show it CANCELLING when no moment does any more.
        (isActive(jobs, key) && deeds.some((one) => one.deed === "cancel" && `p/${one.region}/${one.job}` === key)) ||
        (request && cancelledKeys(request).includes(key) && mayHaveArrived(request)),
    );
  // The service stops child jobs with the job that has started them.
  const isAsked = (key: string) => wasAsked(key) || wasAsked(parentKeyOf(key) ?? "");
  const liar = outcomesOf(operation).find(({ key, outcome }) => outcome === "COMPLETED" && !isAsked(key));
  return liar && `${liar.key} is COMPLETED`;
}

/** The counts of a sweep are right, also of one that was resumed, and of more jobs than are recorded by name. */
export function countsAreRight(operation: PlayedOperation, _history: History, played: Played): string | undefined {
  const { plan, recorded, error, name } = operation;
  if (isCancellation(plan) || error || !recorded || !isBringing(operation) || !plan.cancelOn.includes("create")) {
    return undefined;
  }
  const { matched, cancelled, completed, alreadyTerminal, notFound } = recorded.outs as Record<string, number>;
  const sum = Number(cancelled) + Number(completed) + Number(alreadyTerminal) + Number(notFound);
  if (sum !== matched) return `${matched} matched, and ${sum} are counted`;
  const attempts = attemptsOf(operation, played);
  const asked = new Set(
    attempts
      .flatMap(({ moments }) => [...keysAccepted(moments, plan)])
      .filter((key) => isAlone(name, plan, key, played)),
  );
  const past = attempts.flatMap(({ moments }) => moments);
  const stopped = [...asked].filter((key) => /_CANCELLED$/.test(String(lastMomentOf(past, key)?.jobs.get(key)?.state)));
  if (Number(matched) < stopped.length) return `${matched} matched, and ${stopped.length} were cancelled`;
  return Number(cancelled) < stopped.length ? `${cancelled} cancelled, and ${stopped.length} were` : undefined;
}

/** A message says what happened, without a token or a stack. */
export function messageIsClean({ error, moments, plan }: PlayedOperation, history: History): string | undefined {
  if (!error || history.engineDiesAtSeconds !== undefined) return undefined; // nobody is told any more
  const { message } = error;
  if (/^\s+at .*:\d+:\d+|secret-token|undefined|\[object|NaN/m.test(message) || message.length < 20) return message;
  const hasCancelled = moments.some(
    (moment) =>
      moment.request &&
      isAnswered(moment.request) &&
      cancelledKeys(moment.request).some((key) => matches(plan, moment, key)),
  );
  const isAlone = history.cancellations.length + history.sweeps.length === 1;
  return isAlone && hasCancelled && /Nothing was cancelled/.test(message) ? message : undefined;
}

/** After a success nothing is left to do. */
export function isQuietAfterwards({ error, recorded, isChangeComing, method }: PlayedOperation): string | undefined {
  const isDone = !error && recorded && !["read", "preview"].includes(method);
  return isDone && isChangeComing ? `the next up would change it: ${JSON.stringify(recorded.outs)}` : undefined;
}

/** A project's id and its number are the same project. */
export function sameProjectStays({ method, plan, before }: PlayedOperation): string | undefined {
  if (method !== "replace" || !before) return undefined;
  const isSame = isCancellation(plan)
    ? isCancellation(before.plan) && keyOfCancellation(plan) === keyOfCancellation(before.plan)
    : plan.project === before.plan.project;
  return isSame ? "it was replaced, and is the same" : undefined;
}

function runOf(operation: PlayedOperation, { runs }: Played): Run | undefined {
  return runs.find(({ operations }) => operations.includes(operation));
}

function countConcerned(run: Run | undefined, key: string): number {
  return run ? plansOf(run).filter((plan) => mayConcern(plan, key) || mayConcernParent(plan, key)).length : 0;
}

/** Whether no other resource of the history may be about a job. */
function isAlone(name: string, plan: Plan, key: string, { runs }: Played): boolean {
  const others = runs.flatMap(({ operations }) => operations.filter((one) => one.name !== name));
  return mayConcern(plan, key) && !others.some((one) => mayConcern(one.plan, key));
}

/** An operation, and the failed ones of the same resource and plan that it goes on with. */
function attemptsOf(operation: PlayedOperation, { runs }: Played): PlayedOperation[] {
  const earlier = runs.flatMap(({ operations }) => operations.filter(({ name }) => name === operation.name));
  const before = earlier.slice(0, earlier.indexOf(operation));
  const isResumed = ({ error, plan, recorded, method }: PlayedOperation) =>
    error !== undefined && plan === operation.plan && recorded?.isPartial && isBringing({ method });
  const firstOther = before.findLastIndex((one) => !isResumed(one));
  return [...before.slice(firstOther + 1), operation];
}

/** The jobs that accepted requests have asked to cancel, but for those that were asked for the job that has started them. */
function keysAccepted(moments: readonly Moment[], plan: Plan): Set<string> {
  const isOwn = (key: string, moment: Moment) => parentKeyOf(key) === undefined || matches(plan, moment, key);
  return new Set(
    moments.flatMap((moment) => {
      const { request, jobs } = moment;
      const keys = request && isAnswered(request) ? cancelledKeys(request) : [];
      return keys.filter((key) => isActive(jobs, key) && isOwn(key, moment));
    }),
  );
}

/** Whether the service has accepted a request, or refused it for the state of the job. */
function hasArrived({ status, fault }: NonNullable<Moment["request"]>): boolean {
  if (!fault) return status === 200 || status === 400;
  if ("effect" in fault) return fault.effect === true;
  return "truncate" in fault || ("reset" in fault && fault.reset === "after") || "body" in fault;
}

/** The same as far as its sender can tell: where the answer is lost, or says nothing, the request may have been accepted. */
function mayHaveArrived(request: NonNullable<Moment["request"]>): boolean {
  const { fault } = request;
  if (!fault) return hasArrived(request);
  return !("status" in fault) || ![429, 503].includes(Number(fault.status)) || hasArrived(request);
}

function sweptJobs({ recorded }: PlayedOperation): SweptJob[] {
  return (recorded?.outs.jobs ?? []) as SweptJob[];
}

function outcomesOf(operation: PlayedOperation): { readonly key: string; readonly outcome: unknown }[] {
  const { recorded } = operation;
  // A replacement that has failed leaves what was there, which may be about another job.
  const plan = recorded?.plan ?? operation.plan;
  return isCancellation(plan)
    ? [{ key: keyOfCancellation(plan), outcome: recorded?.outs.outcome }]
    : sweptJobs(operation).map(({ name, outcome }) => ({ key: keyOf(name), outcome }));
}
