import { isProjectNumber } from "../../vertex/location/project";
import { parseAgeMs } from "../../vertex/selection/age";
import { jobKey, locationOfName, scheduleKey } from "../../vertex/selection/resourceKey";
import { parseTimeNs } from "../../vertex/selection/rfc3339";
import type { Exclusion } from "../../vertex/selection/selector";

/**
 * One condition of a selector as a workflow checks it on a listed job: which of the job's fields it needs, and an
 * expression that holds when the condition is *not* met.
 */
export interface WorkflowCondition {
  /** What {@link JOB_FIELDS} reads for it. */
  readonly reads: JobField;
  /** Without `${}`. */
  readonly unmet: string;
}

/** The job's fields that conditions ask for, as variables of the workflow. */
export type JobField = keyof typeof JOB_FIELDS;

/**
 * How a workflow reads each variable from the map `job`, what the list method's `readMask` must have for it, and the conditions
 * under which a job does not say it, each of which takes it that those before it do not hold.
 */
export const JOB_FIELDS = {
  state: {
    mask: "state",
    expression: 'default(map.get(job, "state"), "PIPELINE_STATE_UNSPECIFIED")',
    missing: lacks("state"),
  },
  jobKey: {
    mask: "name",
    expression:
      'text.split(job.name, "/")[3] + "/" + text.split(job.name, "/")[4] + "/" + text.split(job.name, "/")[5]',
    missing: [],
  },
  labels: { mask: "labels", expression: 'default(map.get(job, "labels"), nothing)', missing: lacks("labels") },
  displayName: {
    mask: "displayName",
    expression: 'default(map.get(job, "displayName"), "")',
    missing: lacks("displayName"),
  },
  pipelineName: {
    mask: "pipelineSpec.pipelineInfo",
    expression:
      'default(map.get(default(map.get(default(map.get(job, "pipelineSpec"), nothing), "pipelineInfo"), nothing), "name"), "")',
    missing: [
      ...lacks("pipelineSpec"),
      'not("pipelineInfo" in job.pipelineSpec)',
      'not("name" in job.pipelineSpec.pipelineInfo)',
    ],
  },
  templateUri: {
    mask: "templateUri",
    expression: 'default(map.get(job, "templateUri"), "")',
    missing: lacks("templateUri"),
  },
  scheduleName: {
    mask: "scheduleName",
    expression: 'default(map.get(job, "scheduleName"), "")',
    missing: lacks("scheduleName"),
  },
  serviceAccount: {
    mask: "serviceAccount",
    expression: 'default(map.get(job, "serviceAccount"), "")',
    missing: lacks("serviceAccount"),
  },
  createdSeconds: { mask: "createTime", expression: "time.parse(job.createTime)", missing: lacks("createTime") },
} as const;

function lacks(field: string): string[] {
  return [`not("${field}" in job)`];
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
    reads: "jobKey",
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
  return bounds.map((unmet) => ({ reads: "createdSeconds", unmet }));
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
