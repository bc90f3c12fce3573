import { creationBoundsOf } from "./creationBounds";
import { isCanonicalScheduleName } from "./resourceKey";
import { formatTime } from "./rfc3339";
import type { SelectionContext, Selector } from "./selector";
import { stateCondition } from "./states";
import { simplerWildcards } from "./wildcard";

/**
 * The part of a selector that the server can evaluate, as the list method's `filter`.
 *
 * It lets every job through that the selector means, and others too: names, service accounts, exclusions and whatever
 * has no spelling in a filter that is beyond doubt are left to `matches`. The raw filter is the one condition that is
 * evaluated by the server alone.
 *
 * @param selector - one that `checkSelector` has nothing against.
 * @returns `undefined` when there is nothing to filter by.
 * @throws TypeError for a time or an age that `checkSelector` would have refused.
 * @see https://google.aip.dev/160
 */
export function compileFilter(selector: Selector, context: SelectionContext): string | undefined {
  const conditions = [
    ...stateCondition(selector, context),
    ...Object.entries(selector.labels ?? {}).flatMap(([key, value]) => labelCondition(key, value)),
    ...displayNameConditions(selector.displayName),
    ...equality("pipeline_name", selector.pipelineName),
    ...equality("template_uri", selector.templateUri),
    ...scheduleCondition(selector.scheduleName),
    ...creationConditions(selector, context),
    ...(selector.filter === undefined ? [] : [`(${selector.filter.trim()})`]),
  ];
  return conditions.length > 0 ? conditions.join(" AND ") : undefined;
}

function labelCondition(key: string, value: string): string[] {
  if (!/^[a-z][a-z0-9_-]*$/.test(key)) return [];
  return value === "*" ? [`labels.${key}:*`] : equality(`labels.${key}`, value);
}

function displayNameConditions(displayName: string | undefined): string[] {
  if (!displayName?.includes("*")) return equality("display_name", displayName);
  return simplerWildcards(displayName)
    .filter(isQuotable)
    .map((pattern) => `display_name:"${pattern}"`);
}

/**
 * Only with the project's number: that is the spelling in which Google's SDK filters by schedules. Whether the service
 * takes a project's id for the same is not known, and a filter must not lose jobs.
 */
function scheduleCondition(scheduleName: string | undefined): string[] {
  if (scheduleName === undefined || !isCanonicalScheduleName(scheduleName)) return [];
  return [`schedule_name=${scheduleName}`];
}

/** In whole milliseconds, rounded so that no job is lost. */
function creationConditions(selector: Selector, { nowMs }: SelectionContext): string[] {
  const { afterNs, beforeNs } = creationBoundsOf(selector, nowMs);
  return [
    ...(afterNs === undefined ? [] : [`create_time>"${formatTime(afterNs, "down")}"`]),
    ...(beforeNs === undefined ? [] : [`create_time<"${formatTime(beforeNs, "up")}"`]),
  ];
}

function equality(field: string, value: string | undefined): string[] {
  return value !== undefined && isQuotable(value) ? [`${field}="${value}"`] : [];
}

/**
 * Whether a text can stand in quotes without a doubt. AIP-160 leaves open how a quote or a backslash is escaped in
 * them, and what equality with nothing means for a field that is absent.
 */
function isQuotable(text: string): boolean {
  return text !== "" && !/["\\\p{Cc}\p{Cs}]/u.test(text);
}
