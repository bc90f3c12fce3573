import { type JobKind, PIPELINE_JOBS } from "./jobKind";

/** The kinds of jobs that a selector can be about. */
const SELECTABLE_KINDS: readonly JobKind[] = [PIPELINE_JOBS];

/** Their names: the collections in their jobs' names. */
export const KIND_NAMES: readonly string[] = SELECTABLE_KINDS.map(({ collection }) => collection);

/** What is wrong with a list of kinds, as the rest of a sentence; `undefined` if nothing is. */
export function faultOfKinds(value: unknown): string | undefined {
  const known: readonly unknown[] = KIND_NAMES;
  const isValid = Array.isArray(value) && value.length > 0 && value.every((kind) => known.includes(kind));
  return isValid ? undefined : `must be a non-empty list of ${KIND_NAMES.map((kind) => `"${kind}"`).join(", ")}`;
}
