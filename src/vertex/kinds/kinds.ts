import { Failure } from "../../messages/failure";
import { type Message, message } from "../../messages/message";
import type { JobKind } from "./jobKind";
import { PIPELINE_JOBS } from "./pipelineJobs";

/** The kinds of jobs that a selector can be about. */
export const SELECTABLE_KINDS: readonly JobKind[] = [PIPELINE_JOBS];

/** Their names: the collections in their jobs' names. */
export const KIND_NAMES: readonly string[] = SELECTABLE_KINDS.map(({ collection }) => collection);

/** The kind of a job, by the collection in its full name; `undefined` for a kind that no selector can select. */
export function kindOfName(name: string): JobKind | undefined {
  const [, , , , collection] = name.split("/");
  return SELECTABLE_KINDS.find((kind) => kind.collection === collection);
}

/**
 * The kind that a valid list of kinds names. There is only one so far.
 *
 * @throws TypeError for a list that {@link faultOfKinds} refuses.
 */
export function kindNamed([name = ""]: readonly string[]): JobKind {
  const kind = SELECTABLE_KINDS.find(({ collection }) => collection === name);
  if (!kind) throw new Failure(message("unknownKind", { kind: name }));
  return kind;
}

/** What is wrong with a list of kinds, as the rest of a sentence; `undefined` if nothing is. */
export function faultOfKinds(value: unknown): Message | undefined {
  const known: readonly unknown[] = KIND_NAMES;
  const isValid = Array.isArray(value) && value.length > 0 && value.every((kind) => known.includes(kind));
  return isValid ? undefined : message("mustBeListOf", { entries: KIND_NAMES.map((kind) => `"${kind}"`) });
}
