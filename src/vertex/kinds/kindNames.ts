import { Failure } from "../../messages/failure";
import { type Message, message } from "../../messages/message";
import type { JobKind } from "./jobKind";
import { type JobKindName, KINDS } from "./kinds";

/** The names of all kinds: the collections in their jobs' names. */
export const KIND_NAMES: readonly string[] = KINDS.map(({ collection }) => collection);

/** The kinds that are selected from unless a program names others. Not all that there are: a new kind must not widen what it stops. */
export const DEFAULT_KINDS: readonly JobKindName[] = ["pipelineJobs"];

/** The kind of a job, by the collection in its full name; `undefined` for a kind that this version does not know. */
export function kindOfName(name: string): JobKind | undefined {
  const [, , , , collection] = name.split("/");
  return KINDS.find((kind) => kind.collection === collection);
}

/** The kinds that a list names. What is not the name of a kind is left out: {@link faultOfKinds} refuses it. */
export function kindsNamed(names: unknown): readonly JobKind[] {
  const given: readonly unknown[] = Array.isArray(names) ? names : [];
  return KINDS.filter(({ collection }) => given.includes(collection));
}

/** What is wrong with a list of kinds; `undefined` if nothing is. */
export function faultOfKinds(value: unknown): Message | undefined {
  const known: readonly unknown[] = KIND_NAMES;
  const isValid = Array.isArray(value) && value.length > 0 && value.every((kind) => known.includes(kind));
  return isValid ? undefined : message("mustBeListOf", { entries: KIND_NAMES.map((kind) => `"${kind}"`) });
}

/**
 * The kinds that a recorded list names.
 *
 * @throws Failure for one that this version does not know: a newer one has recorded it.
 */
export function requireKinds(names: readonly string[]): readonly JobKind[] {
  const unknown = names.find((name) => !KIND_NAMES.includes(name));
  if (unknown !== undefined) throw new Failure(message("unknownKind", { kind: unknown }));
  return kindsNamed(names);
}
