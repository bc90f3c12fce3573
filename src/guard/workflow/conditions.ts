import type { JobField } from "../../vertex/kinds/jobKind";
import { isProjectNumber } from "../../vertex/location/project";
import { parseAgeMs } from "../../vertex/selection/age";
import { jobKey, locationOfName, scheduleKey } from "../../vertex/selection/resourceKey";
import { parseTimeNs } from "../../vertex/selection/rfc3339";
import type { Exclusion } from "../../vertex/selection/selector";

/**
 * One condition of a selector or an exclusion as a workflow checks it on a listed job: which of the job's fields it needs, and an
 * expression that holds when the condition is *not* met.
 */
export interface WorkflowCondition {
  /** The field that {@link FIELD_VARIABLES} reads for it. */
  readonly reads: JobField;
  /** Without `${}`. */
  readonly unmet: string;
}

/** A variable of the workflow that has a field of a job. */
export interface FieldVariable {
  /** Its name. */
  readonly variable: string;
  /** How it is read from the map `job`, whose kind says in `kind.paths` where each field is. */
  readonly expression: string;
}

/** How a workflow reads each field that conditions ask for. */
export const FIELD_VARIABLES: Readonly<Record<JobField, FieldVariable>> = {
  name: {
    variable: "jobKey",
    expression:
      'text.split(job.name, "/")[3] + "/" + text.split(job.name, "/")[4] + "/" + text.split(job.name, "/")[5]',
  },
  state: textVariable("state"),
  labels: { variable: "labels", expression: `default(${fieldOfJob("labels")}, nothing)` },
  displayName: textVariable("displayName"),
  pipelineName: textVariable("pipelineName"),
  templateUri: textVariable("templateUri"),
  scheduleName: textVariable("scheduleName"),
  serviceAccount: textVariable("serviceAccount"),
  createTime: { variable: "createdSeconds", expression: `time.parse(${fieldOfJob("createTime")})` },
};

function textVariable(field: JobField): FieldVariable {
  return { variable: field, expression: `default(${fieldOfJob(field)}, "")` };
}

function fieldOfJob(field: JobField): string {
  return `map.get(job, kind.paths.${field})`;
}

/** An expression that holds when a job does not say a field. Every job has a name. */
export function lacks(field: Exclude<JobField, "name">): string {
  return `len(default(${fieldOfJob(field)}, "")) == 0`;
}

/**
 * The conditions of a selector or an exclusion, except the raw filter, which only the server can evaluate.
 *
 * @param variable - the workflow's variable that holds {@link wantedValues} of the same selector.
 */
export function workflowConditions(wanted: Exclusion, variable: string): WorkflowCondition[] {
  const equal = (field: "pipelineName" | "templateUri" | "serviceAccount"): WorkflowCondition[] =>
    wanted[field] === undefined ? [] : [{ reads: field, unmet: `${field} != ${variable}.${field}` }];
  return [
    ...(wanted.states ? [{ reads: "state", unmet: `not(state in ${variable}.states)` } as const] : []),
    ...(wanted.names ? [namesCondition(variable)] : []),
    ...Object.entries(wanted.labels ?? {}).map(([key, value]) => labelCondition(key, value, variable)),
    ...displayNameCondition(wanted.displayName, variable),
    ...equal("pipelineName"),
    ...equal("templateUri"),
    ...equal("serviceAccount"),
    ...(wanted.scheduleName === undefined
      ? []
      : [
          {
            reads: "scheduleName",
            unmet: `not(text.match_regex(scheduleName, ${variable}.scheduleNamePattern))`,
          } as const,
        ]),
    ...creationConditions(wanted),
  ];
}

/**
 * What a selector asks for, as literal data of the workflow: no text of a user becomes part of an expression.
 *
 * @param wanted - one that `checkSelector` has nothing against.
 */
export function wantedValues({ createdAfter, createdBefore, olderThan, filter, ...wanted }: Exclusion): object {
  const { names, displayName, scheduleName, ...equal } = wanted;
  return {
    ...equal,
    ...(names && { names: names.map(wantedKey) }),
    ...(displayName !== undefined &&
      (displayName.includes("*") ? { displayNamePattern: patternOf(displayName) } : { displayName })),
    ...(scheduleName !== undefined && { scheduleNamePattern: schedulePattern(scheduleName) }),
  };
}

/** A job is wanted by its region and id, or by these and the number of its project. */
function namesCondition(variable: string): WorkflowCondition {
  const numberedKey = 'text.split(job.name, "/")[1] + "/" + jobKey';
  return {
    reads: "name",
    unmet: `not(jobKey in ${variable}.names) and not((${numberedKey}) in ${variable}.names)`,
  };
}

/** The service answers the project's number: it is compared where the name has one, too. */
function wantedKey(name: string): string | undefined {
  const project = locationOfName(name)?.project ?? "";
  return isProjectNumber(project) ? `${project}/${jobKey(name)}` : jobKey(name);
}

function labelCondition(key: string, value: string, variable: string): WorkflowCondition {
  const name = JSON.stringify(key);
  const unmet =
    value === "*"
      ? `not(${name} in labels)`
      : `not(${name} in labels) or map.get(labels, ${name}) != map.get(${variable}.labels, ${name})`;
  return { reads: "labels", unmet };
}

function displayNameCondition(displayName: string | undefined, variable: string): WorkflowCondition[] {
  if (displayName === undefined) return [];
  const unmet = displayName.includes("*")
    ? `not(text.match_regex(displayName, ${variable}.displayNamePattern))`
    : `displayName != ${variable}.displayName`;
  return [{ reads: "displayName", unmet }];
}

/** Times are compared as numbers of seconds, and ages with the run's own time. */
function creationConditions({ createdAfter, createdBefore, olderThan }: Exclusion): WorkflowCondition[] {
  const bounds = [
    ...(createdAfter === undefined ? [] : [`createdSeconds <= ${secondsOf(createdAfter)}`]),
    ...(createdBefore === undefined ? [] : [`createdSeconds >= ${secondsOf(createdBefore)}`]),
    ...(olderThan === undefined ? [] : [`createdSeconds >= startSeconds - ${ageSeconds(olderThan)}`]),
  ];
  return bounds.map((unmet) => ({ reads: "createTime", unmet }));
}

/** Age that a checked `olderThan` means, in seconds. */
export function ageSeconds(age: string): number {
  return (parseAgeMs(age) ?? Number.NaN) / 1_000;
}

function secondsOf(time: string): string {
  return (Number(parseTimeNs(time)) / 1e9).toFixed(6);
}

/** A regular expression of RE2 for a display name in which `*` stands for any characters. */
function patternOf(wildcard: string): string {
  const parts = wildcard.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return `(?s)^${parts.join(".*")}$`;
}

/** Any spelling of the project is the same schedule. */
function schedulePattern(scheduleName: string): string {
  const [region, id] = (scheduleKey(scheduleName) ?? "").split("/");
  return `^projects/[^/]+/locations/${region}/schedules/${id}$`;
}
