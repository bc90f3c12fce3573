import type { FieldPlace } from "../kinds/jobKind";
import { creationBoundsOf } from "./creationBounds";
import { isCanonicalScheduleName } from "./resourceKey";
import { formatTime } from "./rfc3339";
import type { SelectionContext, Selector } from "./selector";
import { stateCondition } from "./states";
import { simplerWildcards } from "./wildcard";

/**
 * The part of a selector that the server can evaluate, as the list method's `filter`.
 *
 * It lets every job through that the selector means, and others too: names, exclusions, fields that the list method can't filter by, and whatever
 * has no spelling in a filter that is beyond doubt are left to `matches`. The raw filter is the one condition that is
 * evaluated by the server alone.
 *
 * @param selector - one that `checkSelector` has nothing against.
 * @returns `undefined` when there is nothing to filter by.
 * @throws TypeError for a time or an age that `checkSelector` would have refused.
 * @see https://google.aip.dev/160
 */
export function compileFilter(selector: Selector, context: SelectionContext): string | undefined {
  const { fields } = context.kind;
  const conditions = [
    ...(context.idCondition === undefined ? [] : [`(${context.idCondition})`]),
    ...stateCondition(selector, context),
    ...Object.entries(selector.labels ?? {}).flatMap(([key, value]) => labelCondition(fields.labels, key, value)),
    ...displayNameConditions(fields.displayName, selector.displayName),
    ...equality(fields.pipelineName, selector.pipelineName),
    ...equality(fields.templateUri, selector.templateUri),
    ...equality(fields.serviceAccount, selector.serviceAccount),
    ...scheduleCondition(fields.scheduleName, selector.scheduleName),
    ...creationConditions(fields.createTime, selector, context),
    ...(selector.filter === undefined ? [] : [`(${selector.filter.trim()})`]),
  ];
  return conditions.length > 0 ? conditions.join(" AND ") : undefined;
}

/** Where the kind has the field; absent: nowhere. */
type Field = FieldPlace | undefined;

function labelCondition(field: Field, key: string, value: string): string[] {
  if (field?.filter === undefined || !/^[a-z][a-z0-9_-]*$/.test(key)) return [];
  const filter = `${field.filter}.${key}`;
  return value === "*" ? [`${filter}:*`] : equality({ ...field, filter }, value);
}

function displayNameConditions(field: Field, displayName: string | undefined): string[] {
  if (!displayName?.includes("*")) return equality(field, displayName);
  if (field?.filter === undefined) return [];
  return simplerWildcards(displayName)
    .filter(isQuotable)
    .map((pattern) => `${field.filter}:"${pattern}"`);
}

/**
 * Only with the project's number: that is the spelling in which Google's SDK filters by schedules. Whether the service
 * takes a project's id for the same is not known, and a filter must not lose jobs.
 */
function scheduleCondition(field: Field, scheduleName: string | undefined): string[] {
  if (field?.filter === undefined || scheduleName === undefined || !isCanonicalScheduleName(scheduleName)) return [];
  return [`${field.filter}=${scheduleName}`];
}

/** In whole milliseconds, rounded so that no job is lost. */
function creationConditions(field: Field, selector: Selector, { nowMs }: SelectionContext): string[] {
  if (field?.filter === undefined) return [];
  const { afterNs, beforeNs } = creationBoundsOf(selector, nowMs);
  return [
    ...(afterNs === undefined ? [] : [`${field.filter}>"${formatTime(afterNs, "down")}"`]),
    ...(beforeNs === undefined ? [] : [`${field.filter}<"${formatTime(beforeNs, "up")}"`]),
  ];
}

function equality(field: Field, value: string | undefined): string[] {
  if (field?.filter === undefined || value === undefined || !isQuotable(value)) return [];
  return [`${field.filter}="${value}"`];
}

/**
 * Whether a text can stand in quotes without a doubt. AIP-160 leaves open how a quote or a backslash is escaped in
 * them, and what equality with nothing means for a field that is absent.
 */
function isQuotable(text: string): boolean {
  return text !== "" && !/["\\\p{Cc}\p{Cs}]/u.test(text);
}
