import type { Recorded } from "../engine";
import type { Moment } from "../moments";
import type { PlayedOperation, Run } from "../play";
import { isCancellation, type Plan } from "../program";
import { isSameSelection } from "../selection";

type Asked = Pick<PlayedOperation, "method" | "plan" | "before">;

/** Whether an operation brings a resource to where the program wants it. */
export function isBringing({ method }: Pick<Asked, "method">): boolean {
  return method === "create" || method === "replace" || method === "update";
}

/** Whether an operation may stop what its resource is about. */
export function mayStop({ method, plan }: Pick<Asked, "method" | "plan">): boolean {
  if (method === "delete") return plan.cancelOn.includes("delete");
  return isBringing({ method }) && plan.cancelOn.includes("create");
}

/** Whether it has to: a change of something else need not look again. */
export function mustStop(operation: Asked): boolean {
  const { method, plan, before } = operation;
  if (!mayStop(operation)) return false;
  if (method !== "update" || !before || (before.isPartial && !isKnownStopped(before))) return true;
  const isWider = !isCancellation(plan) && !isCancellation(before.plan) && !isSameSelection(plan, before.plan);
  const isActive = String(before.inputs.desiredState).startsWith("ACTIVE");
  return isWider || isActive || !before.plan.cancelOn.includes("create");
}

/** Whether a failure has not come before all had stopped: the one that `requireCancelled` asks for. */
function isKnownStopped({ plan, outs }: Recorded): boolean {
  if (isCancellation(plan)) return outs.outcome !== undefined && outs.outcome !== "DEFERRED";
  return outs.matched !== undefined && (outs.activeJobs as readonly string[] | undefined)?.length === 0;
}

/** Whether a program has turned a switch on since the resource was recorded. */
export function isTurnedOn(
  { plan, before }: Asked,
  flag: "cancelChildJobs" | "pauseSchedules" | "deleteStopped",
): boolean {
  const isOn = (one: Plan | undefined) => one !== undefined && Reflect.get(one, flag) === true;
  return before !== undefined && isOn(plan) && !isOn(before.plan);
}

/** Whether it has to delete what it has stopped, or what was stopped before. */
export function mustDelete(operation: Asked): boolean {
  const isAsked = operation.plan.deleteStopped && mayStop(operation);
  return (
    isAsked && (mustStop(operation) || isTurnedOn(operation, "deleteStopped") || operation.before?.isPartial === true)
  );
}

/** The operations that were going on at a moment. */
export function operationsAt({ operations }: Run, { atMs }: Moment): PlayedOperation[] {
  return operations.filter(({ startedMs, endedMs }) => startedMs <= atMs && atMs <= endedMs);
}

/** Everything that is declared or recorded in a run. */
export function plansOf({ program, operations }: Run): Plan[] {
  const recorded = operations.flatMap(({ before }) => (before ? [before.plan] : []));
  return [...new Set([...program.map(({ plan }) => plan), ...recorded])];
}

/** What a listing that is so old shows at a moment: the last moment before, or the first one that there is. */
export function momentBefore(moments: readonly Moment[], now: Moment, lagMs: number): Moment {
  if (lagMs === 0) return now;
  return moments.findLast(({ atMs }) => atMs <= now.atMs - lagMs) ?? moments[0] ?? now;
}
