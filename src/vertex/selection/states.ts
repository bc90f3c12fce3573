import { SELECTABLE_KINDS } from "../kinds/kinds";
import type { SelectionContext, Selector } from "./selector";

/** States that a selector can name. `PIPELINE_STATE_UNSPECIFIED` is none that a job is in. */
export const SELECTABLE_STATES: readonly string[] = SELECTABLE_KINDS.flatMap(({ activeStates, terminalStates }) => [
  ...activeStates,
  ...terminalStates,
]);

/** Whether a job's state is one that is asked for: a given one, or else any that is not terminal, also an unknown one. */
export function isStateWanted(state: string, { states }: Selector, { kind, defaultStates }: SelectionContext): boolean {
  if (states) return states.includes(state);
  return defaultStates === "any" || !kind.terminalStates.has(state);
}

/** The same in the API's filter language; empty where any state is wanted. */
export function stateCondition({ states }: Selector, { kind, defaultStates }: SelectionContext): string[] {
  // In parentheses although OR binds tighter than AND here: nobody who reads it should have to know.
  if (states) return [`(${[...new Set(states)].map((state) => `state="${state}"`).join(" OR ")})`];
  if (defaultStates === "any") return [];
  return [...kind.terminalStates].map((state) => `state!="${state}"`);
}
