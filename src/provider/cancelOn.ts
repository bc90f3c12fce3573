import type { InputFailure } from "../messages/failure";
import { message } from "../messages/message";

/** When jobs are cancelled: when the resource is created or updated, when it is deleted, or both. */
export type CancelOn = "create" | "delete";

/** All values of {@link CancelOn}, in the order in which they are recorded. */
export const CANCEL_ON: readonly CancelOn[] = ["create", "delete"];

export function checkCancelOn(property: string, value: unknown): InputFailure[] {
  const entries = CANCEL_ON.map((entry) => `"${entry}"`).join(" and ");
  const known: readonly unknown[] = CANCEL_ON;
  const isValid = Array.isArray(value) && value.length > 0 && value.every((entry) => known.includes(entry));
  return isValid ? [] : [{ property, reason: message("mustBeListOf", { entries }) }];
}

/** In one order, so that another order is no change. */
export function orderCancelOn(value: unknown): unknown {
  return Array.isArray(value) ? CANCEL_ON.filter((entry) => value.includes(entry)) : value;
}

interface Cancelling {
  readonly cancelOn: readonly CancelOn[];
}

/** Whether jobs are to be stopped now that could run until now: they may have been started meanwhile. */
export function beginsToStop(olds: Cancelling, news: Cancelling): boolean {
  return news.cancelOn.includes("create") && !olds.cancelOn.includes("create");
}

/** The goal, as a value that a preview can show a change of. */
export const STOPPED = "STOPPED";

/**
 * The value of `desiredState` while something is active.
 *
 * @param what - such as `PIPELINE_STATE_RUNNING` or `3 jobs`.
 */
export function activeState(what: string): string {
  return `ACTIVE: ${what}`;
}
