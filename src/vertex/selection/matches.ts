import type { JobField } from "../kinds/jobKind";
import { type CreationBounds, creationBoundsOf } from "./creationBounds";
import type { ListedJob } from "./listedJob";
import { isNamed, scheduleKey } from "./resourceKey";
import { parseTimeNs } from "./rfc3339";
import { type Exclusion, hasConditions, type SelectionContext, type Selector } from "./selector";
import { isStateWanted } from "./states";
import { fitsWildcard } from "./wildcard";

/** One condition of a selector or an exclusion. */
export interface Condition {
  /** The field of a job that decides; for a raw filter none, since only the server can evaluate it. */
  readonly reads: JobField | "filter";
  /** Whether it holds for a complete job, in which an absent field is empty. */
  holds(job: ListedJob): boolean;
}

/**
 * Whether a job is selected and not excluded. The job must be complete: an absent field counts as empty. Everything is
 * checked again that the server was asked to filter by, except raw filters. So the job must come from a listing with
 * `compileFilter` of the same selector.
 *
 * @param selector - one that `checkSelector` has nothing against. Without conditions and `allJobs` it means no job.
 * @param exclude - the same, without a raw filter. Without conditions it excludes no job, and without `states` jobs in
 *   any state.
 * @throws TypeError for a time or an age that `checkSelector` would have refused.
 */
export function matches(
  job: ListedJob,
  selector: Selector,
  exclude: Exclusion | undefined,
  context: SelectionContext,
): boolean {
  const excluding = excludingConditions(exclude, context);
  return (
    selectingConditions(selector, context).every((condition) => condition.holds(job)) &&
    !(excluding.length > 0 && excluding.every((condition) => condition.holds(job)))
  );
}

/** What must hold for a job that a selector matches, except its raw filter: the listing was filtered by that. */
export function selectingConditions(selector: Selector, context: SelectionContext): Condition[] {
  if (!hasConditions(selector) && selector.allJobs !== true) return [{ reads: "name", holds: () => false }];
  const isAnyState = selector.states === undefined && context.defaultStates === "any";
  return [
    ...(isAnyState ? [] : [on("state", (job) => isStateWanted(job.state, selector, context))]),
    ...conditionsOf(selector, context),
  ];
}

/** What must hold, all of it, for a job that is excluded; nothing where none is. */
export function excludingConditions(exclude: Exclusion | undefined, context: SelectionContext): Condition[] {
  if (exclude === undefined) return [];
  const { states, filter } = exclude;
  return [
    ...(states === undefined ? [] : [on("state", (job) => states.includes(job.state))]),
    ...conditionsOf(exclude, context, true),
    ...(filter === undefined ? [] : [on("filter", () => true)]),
  ];
}

/**
 * All conditions but the one on the state, whose default differs, and the raw filter.
 *
 * @param undecided - what counts where the answered name does not tell whether it is one of the wanted names.
 */
function conditionsOf(wanted: Exclusion, { nowMs }: SelectionContext, undecided = false): Condition[] {
  const { names, labels, displayName, pipelineName, templateUri, serviceAccount, scheduleName } = wanted;
  const bounds = creationBoundsOf(wanted, nowMs);
  const isTimed = bounds.afterNs !== undefined || bounds.beforeNs !== undefined;
  return [
    ...(names ? [on("name", (job) => isNamed(job.name, names, undecided))] : []),
    ...(labels ? [on("labels", (job) => hasLabels(job, labels))] : []),
    ...(displayName === undefined
      ? []
      : [on("displayName", (job) => fitsWildcard(job.displayName ?? "", displayName))]),
    ...equality("pipelineName", pipelineName),
    ...equality("templateUri", templateUri),
    ...equality("serviceAccount", serviceAccount),
    ...(scheduleName === undefined ? [] : [on("scheduleName", (job) => isLaunchedBy(job, scheduleName))]),
    ...(isTimed ? [on("createTime", (job) => isCreatedWithin(job, bounds))] : []),
  ];
}

function on(reads: Condition["reads"], holds: Condition["holds"]): Condition {
  return { reads, holds };
}

/** In the API's JSON an absent text is an empty one. */
function equality(field: "pipelineName" | "templateUri" | "serviceAccount", wanted: string | undefined): Condition[] {
  return wanted === undefined ? [] : [on(field, (job) => (job[field] ?? "") === wanted)];
}

function hasLabels(job: ListedJob, labels: Selector["labels"]): boolean {
  return Object.entries(labels ?? {}).every(
    ([key, value]) => Object.hasOwn(job.labels, key) && (value === "*" || job.labels[key] === value),
  );
}

function isLaunchedBy(job: ListedJob, scheduleName: string): boolean {
  const key = scheduleKey(scheduleName);
  return key !== undefined && scheduleKey(job.scheduleName ?? "") === key;
}

function isCreatedWithin(job: ListedJob, { afterNs, beforeNs }: CreationBounds): boolean {
  const createdNs = parseTimeNs(job.createTime ?? "");
  if (createdNs === undefined) return false;
  return (afterNs === undefined || createdNs > afterNs) && (beforeNs === undefined || createdNs < beforeNs);
}
