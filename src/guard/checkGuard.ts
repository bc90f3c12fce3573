import { CronExpressionParser } from "cron-parser";
import { type InputFailure, textOf } from "../messages/failure";
import { message } from "../messages/message";
import { PROJECT_PATTERN } from "../vertex/jobs/jobName";
import { DEFAULT_KINDS, faultOfKinds, kindsNamed } from "../vertex/kinds/kindNames";
import { faultOfRegion } from "../vertex/location/region";
import { checkSelector } from "../vertex/selection/checkSelector";
import type { IsUnknown } from "../vertex/selection/fieldChecks";
import { checkFullNames } from "../vertex/selection/fullNames";
import { isGiven } from "../vertex/selection/selector";
import { checkForWorkflow } from "./checkForWorkflow";
import type { JobGuardArgs } from "./guardArgs";
import { WORKFLOW_REGIONS } from "./workflowRegions";

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
export function checkGuard(given: Given, isUnknown: IsUnknown): InputFailure[] {
  const known = (check: (value: unknown, property: string) => InputFailure[], ...properties: string[]) =>
    properties.flatMap((property) => {
      const value = given[property];
      return isUnknown(value) || !isGiven(value) ? [] : check(value, property);
    });
  const location = [...checkProject(given.project, isUnknown), ...checkRegions(given.regions, isUnknown)];
  const kinds = kindsNamed(given.kinds ?? DEFAULT_KINDS);
  const selection = [
    ...checkSelector(given.selector, "selector", isUnknown, kinds),
    ...checkSelector(given.exclude, "exclude", isUnknown, kinds),
  ];
  return [
    ...Object.keys(given)
      .filter((property) => !Object.hasOwn(ARGUMENTS, property))
      .map((property) => ({ property, reason: message("notAnArgument") })),
    ...location,
    ...checkWorkflowRegion(given, isUnknown),
    ...selection,
    ...(selection.length === 0 ? checkForWorkflow(given, isUnknown, kinds) : []),
    ...(location.length === 0 ? checkFullNames(given, isUnknown) : []),
    ...known(checkKinds, "kinds"),
    ...known(checkSchedule, "schedule"),
    ...known(checkTimeZone, "timeZone"),
    ...known(countUpTo(MOST_JOBS), "maxJobs"),
    ...known(countUpTo(LONGEST_WAIT_SECONDS), "waitSeconds"),
    ...known(checkFlag, "dryRun", "enableApis"),
  ];
}

function checkProject(project: unknown, isUnknown: IsUnknown): InputFailure[] {
  if (isUnknown(project)) return [];
  const reason = message(isGiven(project) ? "guardProject" : "guardProjectMissing");
  return typeof project === "string" && PROJECT_PATTERN.test(project) ? [] : [{ property: "project", reason }];
}

function checkRegions(regions: unknown, isUnknown: IsUnknown): InputFailure[] {
  if (!isGiven(regions)) {
    return [{ property: "regions", reason: message("guardRegionsMissing") }];
  }
  if (!Array.isArray(regions) || regions.length === 0) {
    return isUnknown(regions) ? [] : [{ property: "regions", reason: message("mustBeListOf", { entries: "regions" }) }];
  }
  return regions.flatMap((region: unknown, index) => {
    const property = `regions[${index}]`;
    if (isUnknown(region)) return [];
    const reason = faultOfRegion(typeof region === "string" ? region : "");
    if (reason !== undefined) return [{ property, reason }];
    return regions.indexOf(region) < index
      ? [{ property, reason: message("listedTwice", { value: String(region) }) }]
      : [];
  });
}

function checkWorkflowRegion({ workflowRegion, regions }: Given, isUnknown: IsUnknown): InputFailure[] {
  const region: unknown = workflowRegion ?? (Array.isArray(regions) ? regions[0] : undefined);
  const name = typeof region === "string" ? region : "";
  if (!isGiven(region) || isUnknown(region) || WORKFLOW_REGIONS.includes(name)) return [];
  // What is no region at all has been said of `regions` already.
  if (!isGiven(workflowRegion) && faultOfRegion(name) !== undefined) return [];
  const reason = isGiven(workflowRegion)
    ? message("noWorkflowRegion", { regions: WORKFLOW_REGIONS })
    : message("noDefaultWorkflowRegion", { region: name, regions: WORKFLOW_REGIONS });
  return [{ property: "workflowRegion", reason }];
}

function checkKinds(kinds: unknown, property: string): InputFailure[] {
  const reason = faultOfKinds(kinds);
  return reason === undefined ? [] : [{ property, reason }];
}

/** Cloud Scheduler takes unix-cron, which has five fields. */
function checkSchedule(schedule: unknown, property: string): InputFailure[] {
  if (typeof schedule !== "string" || schedule.trim().split(/\s+/).length !== 5) {
    return [{ property, reason: message("notACron", { fault: "" }) }];
  }
  try {
    CronExpressionParser.parse(schedule);
    return [];
  } catch (error) {
    const fault = message("cronFault", { fault: textOf(error) });
    return [{ property, reason: message("notACron", { fault }) }];
  }
}

function checkTimeZone(timeZone: unknown, property: string): InputFailure[] {
  const isName = typeof timeZone === "string" && isTimeZone(timeZone);
  return isName ? [] : [{ property, reason: message("notATimeZone") }];
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function countUpTo(most: number): (value: unknown, property: string) => InputFailure[] {
  return (value, property) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most
      ? []
      : [{ property, reason: message("countUpTo", { most }) }];
}

function checkFlag(value: unknown, property: string): InputFailure[] {
  return typeof value === "boolean" ? [] : [{ property, reason: message("mustBeBoolean") }];
}
