import type { JobKind } from "../kinds/jobKind";
import type { SelectionContext, Selector } from "./selector";

/** States that jobs of some kinds can be in, each once. `PIPELINE_STATE_UNSPECIFIED` is none that a job is in. */
export function statesOf(kinds: readonly JobKind[]): readonly string[] {
  return [...new Set(kinds.flatMap(({ activeStates, terminalStates }) => [...activeStates, ...terminalStates]))];
}

/** Whether a job's state is one that is asked for: a given one, or else any that is not terminal, also an unknown one. */
export function isStateWanted(state: string, { states }: Selector, { kind, defaultStates }: SelectionContext): boolean {
  if (states) return states.includes(state);
  return defaultStates === "any" || !kind.terminalStates.has(state);
}

/** The same in the API's filter language; empty where any state is wanted, or the list method can't filter by it. */
export function stateCondition({ states }: Selector, { kind, defaultStates }: SelectionContext): string[] {
  if (kind.fields.state?.filter === undefined) return [];
  // The service refuses states of another kind.
  const known = statesOf([kind]);
  const wanted = [...new Set(states)].filter((state) => known.includes(state));
  // In parentheses although OR binds tighter than AND here: nobody who reads it should have to know.
  if (states) return [`(${wanted.map((state) => `state="${state}"`).join(" OR ")})`];
  if (defaultStates === "any") return [];
  return [...kind.terminalStates].map((state) => `state!="${state}"`);
}
