import { KIND_NAMES, kindOfName } from "../vertex/kinds/kindNames";
import type { Values } from "./selectorOptions";

/** What stands for every kind of job. */
export const ALL_KINDS = "all";

/**
 * The kinds of jobs that options choose: those that are named, or else those of the full names; absent: the default. Not
 * checked yet.
 */
export function kindsOf({ kind, name }: Values): { readonly kinds?: readonly unknown[] } {
  if (Array.isArray(kind)) return { kinds: kind.includes(ALL_KINDS) ? KIND_NAMES : kind };
  const named = (Array.isArray(name) ? name : []).flatMap((one) => kindOfName(String(one))?.collection ?? []);
  return named.length > 0 ? { kinds: [...new Set(named)] } : {};
}
