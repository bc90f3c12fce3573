import type { JobKind } from "../../vertex/kinds/jobKind";

/** What a look at a job that does not exist, or exists no longer, says in place of a state. */
export const NOT_FOUND = "NOT_FOUND";

/** What a look says in place of a state that the service leaves out. */
export const UNKNOWN_STATE = "STATE_UNSPECIFIED";

/** Some states of several kinds, each once. No state of one kind means something else in another. */
export function statesAmong(
  kinds: readonly JobKind[],
  statesOf: (kind: JobKind) => readonly string[],
): readonly string[] {
  return [...new Set(kinds.flatMap(statesOf))];
}
