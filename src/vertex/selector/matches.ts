import { creationBoundsOf } from "./creationBounds";
import type { ListedJob } from "./listedJob";
import { isNamed, scheduleKey } from "./resourceKey";
import { parseTimeNs } from "./rfc3339";
import { type Exclusion, hasConditions, type SelectionContext, type Selector } from "./selector";
import { isStateWanted } from "./states";
import { fitsWildcard } from "./wildcard";

/**
 * Whether a job is meant: selected and not excluded. Everything is checked, also what the server was asked to filter
 * by, except the raw filter: only jobs that were listed with `compileFilter` of the same selector may be asked about.
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
  if (!hasConditions(selector) && selector.allJobs !== true) return false;
  if (!isStateWanted(job.state, selector, context) || !meets(job, selector, context)) return false;
  return exclude === undefined || !hasConditions(exclude) || !isExcluded(job, exclude, context);
}

/**
 * Whether every condition of an exclusion holds for a job, apart from its raw filter: without others, whether that
 * lets the job through decides alone.
 */
export function isExcluded(job: ListedJob, exclude: Exclusion, context: SelectionContext): boolean {
  return (exclude.states?.includes(job.state) ?? true) && meets(job, exclude, context, true);
}

/**
 * All conditions but the one on the state, whose default differs.
 *
 * @param undecided - what counts where the answer does not tell.
 */
function meets(job: ListedJob, wanted: Exclusion, { nowMs }: SelectionContext, undecided = false): boolean {
  return (
    isNamed(job.name, wanted.names, undecided) &&
    hasLabels(job, wanted.labels) &&
    (wanted.displayName === undefined || fitsWildcard(job.displayName ?? "", wanted.displayName)) &&
    isText(job.pipelineName, wanted.pipelineName) &&
    isText(job.templateUri, wanted.templateUri) &&
    isText(job.serviceAccount, wanted.serviceAccount) &&
    isLaunchedBy(job, wanted.scheduleName) &&
    isCreatedWithin(job, wanted, nowMs)
  );
}

function hasLabels(job: ListedJob, labels: Selector["labels"]): boolean {
  return Object.entries(labels ?? {}).every(
    ([key, value]) => Object.hasOwn(job.labels, key) && (value === "*" || job.labels[key] === value),
  );
}

/** In the API's JSON an absent text is an empty one. */
function isText(text: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || (text ?? "") === wanted;
}

function isLaunchedBy(job: ListedJob, scheduleName: Selector["scheduleName"]): boolean {
  if (scheduleName === undefined) return true;
  const key = scheduleKey(scheduleName);
  return key !== undefined && scheduleKey(job.scheduleName ?? "") === key;
}

function isCreatedWithin(job: ListedJob, wanted: Exclusion, nowMs: number): boolean {
  const { afterNs, beforeNs } = creationBoundsOf(wanted, nowMs);
  if (afterNs === undefined && beforeNs === undefined) return true;
  const createdNs = parseTimeNs(job.createTime ?? "");
  if (createdNs === undefined) return false;
  return (afterNs === undefined || createdNs > afterNs) && (beforeNs === undefined || createdNs < beforeNs);
}
