import { CronExpressionParser } from "cron-parser";
import { PROJECT_PATTERN } from "../vertex/jobs/jobName";
import { faultOfKinds } from "../vertex/kinds/kinds";
import { faultOfRegion } from "../vertex/location/region";
import { checkSelector } from "../vertex/selection/checkSelector";
import type { IsUnknown, SelectorFailure } from "../vertex/selection/fieldChecks";
import { checkFullNames } from "../vertex/selection/fullNames";
import { isGiven } from "../vertex/selection/selector";
import { checkForWorkflow } from "./checkForWorkflow";
import type { JobGuardArgs } from "./guardArgs";
import { WORKFLOW_REGIONS } from "./workflowRegions";

/** What is wrong with one argument of a guard. */
export type GuardFailure = SelectorFailure;

type Given = Readonly<Record<string, unknown>>;

/** Names take room in the 512 KB that all variables of an execution may have together. */
const MOST_JOBS = 500;

/** More looks than a day has, and an execution's 100,000 steps may not do. */
const LONGEST_WAIT_SECONDS = 86_400;

/** All arguments that there are. */
const ARGUMENTS: Readonly<Record<keyof JobGuardArgs, true>> = {
  kinds: true,
  selector: true,
  exclude: true,
  project: true,
  regions: true,
  workflowRegion: true,
  schedule: true,
  timeZone: true,
  dryRun: true,
  maxJobs: true,
  waitSeconds: true,
  labels: true,
  serviceAccountEmail: true,
  enableApis: true,
  alert: true,
};

/**
 * Validates the arguments of a guard, with the defaults of project and regions filled in. What is not known yet passes.
 *
 * @returns every failure there is.
 */
export function checkGuard(given: Given, isUnknown: IsUnknown): GuardFailure[] {
  const known = (check: (value: unknown, property: string) => GuardFailure[], ...properties: string[]) =>
    properties.flatMap((property) => {
      const value = given[property];
      return isUnknown(value) || !isGiven(value) ? [] : check(value, property);
    });
  const location = [...checkProject(given.project, isUnknown), ...checkRegions(given.regions, isUnknown)];
  const selection = [
    ...checkSelector(given.selector, "selector", isUnknown),
    ...checkSelector(given.exclude, "exclude", isUnknown),
  ];
  return [
    ...Object.keys(given)
      .filter((property) => !Object.hasOwn(ARGUMENTS, property))
      .map((property) => ({ property, reason: "is not an argument of JobGuard" })),
    ...location,
    ...checkWorkflowRegion(given, isUnknown),
    ...selection,
    ...(selection.length === 0 ? checkForWorkflow(given, isUnknown) : []),
    ...(location.length === 0 ? checkFullNames(given, isUnknown) : []),
    ...known(checkKinds, "kinds"),
    ...known(checkSchedule, "schedule"),
    ...known(checkTimeZone, "timeZone"),
    ...known(countUpTo(MOST_JOBS), "maxJobs"),
    ...known(countUpTo(LONGEST_WAIT_SECONDS), "waitSeconds"),
    ...known(checkFlag, "dryRun", "enableApis"),
  ];
}

function checkProject(project: unknown, isUnknown: IsUnknown): GuardFailure[] {
  if (isUnknown(project)) return [];
  const reason = isGiven(project)
    ? "must be a project's id or number"
    : "is missing: give it, or set gcp:project in the stack's config";
  return typeof project === "string" && PROJECT_PATTERN.test(project) ? [] : [{ property: "project", reason }];
}

function checkRegions(regions: unknown, isUnknown: IsUnknown): GuardFailure[] {
  if (!isGiven(regions)) {
    return [{ property: "regions", reason: "are missing: give them, or set gcp:region in the stack's config" }];
  }
  if (!Array.isArray(regions) || regions.length === 0) {
    return isUnknown(regions) ? [] : [{ property: "regions", reason: "must be a non-empty list of regions" }];
  }
  return regions.flatMap((region: unknown, index) => {
    const property = `regions[${index}]`;
    if (isUnknown(region)) return [];
    const reason = faultOfRegion(typeof region === "string" ? region : "");
    if (reason !== undefined) return [{ property, reason }];
    return regions.indexOf(region) < index ? [{ property, reason: `lists ${region} twice` }] : [];
  });
}

function checkWorkflowRegion({ workflowRegion, regions }: Given, isUnknown: IsUnknown): GuardFailure[] {
  const region: unknown = workflowRegion ?? (Array.isArray(regions) ? regions[0] : undefined);
  const name = typeof region === "string" ? region : "";
  if (!isGiven(region) || isUnknown(region) || WORKFLOW_REGIONS.includes(name)) return [];
  // What is no region at all has been said of `regions` already.
  if (!isGiven(workflowRegion) && faultOfRegion(name) !== undefined) return [];
  const where = isGiven(workflowRegion) ? "is" : `is not given, and the first of regions is ${region},`;
  return [
    {
      property: "workflowRegion",
      reason: `${where} no region in which Google Workflows runs: choose one of ${WORKFLOW_REGIONS.join(", ")}`,
    },
  ];
}

function checkKinds(kinds: unknown, property: string): GuardFailure[] {
  const reason = faultOfKinds(kinds);
  return reason === undefined ? [] : [{ property, reason }];
}

/** Cloud Scheduler takes unix-cron, which has five fields. */
function checkSchedule(schedule: unknown, property: string): GuardFailure[] {
  const reason = 'must be a cron expression of five fields, such as "*/10 * * * *"';
  if (typeof schedule !== "string" || schedule.trim().split(/\s+/).length !== 5) return [{ property, reason }];
  try {
    CronExpressionParser.parse(schedule);
    return [];
  } catch (error) {
    return [{ property, reason: `${reason}: ${(error as Error).message}` }];
  }
}

function checkTimeZone(timeZone: unknown, property: string): GuardFailure[] {
  const isName = typeof timeZone === "string" && isTimeZone(timeZone);
  return isName ? [] : [{ property, reason: "must be the name of a time zone, such as Europe/Berlin" }];
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function countUpTo(most: number): (value: unknown, property: string) => GuardFailure[] {
  return (value, property) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most
      ? []
      : [{ property, reason: `must be a whole number from 1 to ${most}` }];
}

function checkFlag(value: unknown, property: string): GuardFailure[] {
  return typeof value === "boolean" ? [] : [{ property, reason: "must be true or false" }];
}
