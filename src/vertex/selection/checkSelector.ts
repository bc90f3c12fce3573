import type { InputFailure } from "../../messages/failure";
import { inputName, type Message, message } from "../../messages/message";
import type { JobKind } from "../kinds/jobKind";
import { KINDS } from "../kinds/kinds";
import { type CheckContext, FIELD_CHECKS, type IsUnknown } from "./fieldChecks";
import { parseTimeNs } from "./rfc3339";
import { CONDITION_FIELDS, isGiven, type Selector } from "./selector";

/** The two places that a selector can stand in. */
export type SelectorPath = "selector" | "exclude";

/** Why a field can't be part of an exclusion. */
const ONLY_SELECTED: Readonly<Partial<Record<string, Message>>> = {
  allJobs: message("excludesAll"),
};

/**
 * Validates a selector, or an exclusion, as a program gave it. What is not known yet passes.
 *
 * @param path - where it stands; the properties of the failures begin with it.
 * @param isUnknown - tells values that are not known yet. May look into lists and maps.
 * @param kinds - the kinds of jobs that are selected from; empty while they are not known.
 * @returns every failure there is. A missing selector is one, a missing exclusion none.
 */
export function checkSelector(
  value: unknown,
  path: SelectorPath,
  isUnknown: IsUnknown,
  kinds: readonly JobKind[],
): InputFailure[] {
  if (!isGiven(value)) return path === "exclude" ? [] : checkAnyCondition({}, path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return isUnknown(value) ? [] : [{ property: path, reason: message("mustBeConditions") }];
  }
  const given: Fields = Object.fromEntries(Object.entries(value).filter(([, field]) => isGiven(field)));
  return [
    ...Object.entries(given).flatMap(([field, fieldValue]) => {
      const lacking = kinds.find((kind) => !hasCondition(kind, field));
      if (lacking) return [{ property: `${path}.${field}`, reason: describeLack(lacking, field) }];
      return checkField(field, fieldValue, path, { isUnknown, kinds: kinds.length > 0 ? kinds : KINDS });
    }),
    ...checkAnyCondition(given, path),
    ...checkNotCombined("names", given, path),
    ...(given.allJobs === true ? checkNotCombined("allJobs", given, path) : []),
    ...checkOrder(given, path),
  ];
}

type Fields = Readonly<Partial<Record<string, unknown>>>;

function checkField(field: string, value: unknown, path: SelectorPath, context: CheckContext): InputFailure[] {
  const property = `${path}.${field}`;
  const known = Object.keys(FIELD_CHECKS).filter((name) => path === "selector" || ONLY_SELECTED[name] === undefined);
  if (!Object.hasOwn(FIELD_CHECKS, field)) {
    return [{ property, reason: message("notACondition", { conditions: known }) }];
  }
  const refusal = path === "exclude" ? ONLY_SELECTED[field] : undefined;
  if (refusal !== undefined) return [{ property, reason: refusal }];
  return FIELD_CHECKS[field as keyof Selector](value, property, context);
}

function describeLack({ collection }: JobKind, condition: string): Message {
  const having = KINDS.filter((kind) => hasCondition(kind, condition)).map((kind) => kind.collection);
  return message("kindLacksCondition", { kind: collection, kinds: having });
}

function hasCondition({ fields }: JobKind, condition: string): boolean {
  const field = Object.hasOwn(CONDITION_FIELDS, condition) ? CONDITION_FIELDS[condition] : undefined;
  return field === undefined || fields[field] !== undefined;
}

function checkAnyCondition(given: Fields, path: SelectorPath): InputFailure[] {
  const fields = Object.keys(given).filter((field) => field !== "allJobs" || given.allJobs !== false);
  if (fields.length > 0) return [];
  return [{ property: path, reason: message(path === "selector" ? "noCondition" : "noExclusion") }];
}

/** `names` and `allJobs` say by themselves which jobs are selected. */
function checkNotCombined(field: "names" | "allJobs", given: Fields, path: SelectorPath): InputFailure[] {
  const others = Object.keys(given).filter(
    (other) => other !== field && (other !== "allJobs" || given.allJobs === true),
  );
  if (!isGiven(given[field]) || others.length === 0) return [];
  const names = others.map((other) => inputName(`${path}.${other}`));
  return [{ property: `${path}.${field}`, reason: message("notTogether", { others: names }) }];
}

function checkOrder({ createdAfter, createdBefore }: Fields, path: SelectorPath): InputFailure[] {
  const afterNs = typeof createdAfter === "string" ? parseTimeNs(createdAfter) : undefined;
  const beforeNs = typeof createdBefore === "string" ? parseTimeNs(createdBefore) : undefined;
  if (afterNs === undefined || beforeNs === undefined || afterNs < beforeNs) return [];
  const before = inputName(`${path}.createdBefore`);
  return [{ property: `${path}.createdAfter`, reason: message("createdOrder", { before }) }];
}
