import { REGION_PATTERN } from "../../vertex/jobName";
import { checkSelector } from "../../vertex/selector/checkSelector";
import { STOPPED } from "../cancelOn";
import { checkCancelOn, checkFlag, checkNames, checkTimeouts, checkTriggers, orderCancelOn } from "../checkInputs";
import { type CheckFailure, type CheckResult, checkFailure, isGiven, type RawInputs } from "../checkResult";
import { defaulted } from "../defaults";
import type { Settings } from "../settings";
import { isUnknown, UNKNOWN } from "../unknown";
import { DEFAULT_MAX_JOBS, FLAGS, KNOWN_INPUTS } from "./inputs";

/**
 * Validates what a program gave and fills in defaults. Sends nothing. Values that are not known yet pass.
 *
 * @returns every failure there is, not the first alone.
 */
export function check(olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const project = defaulted("project", ["project"], olds, news, settings);
  const regions = regionsOf(olds, news, settings);
  const failures = [
    ...checkNames(news, KNOWN_INPUTS, "PipelineJobSweep"),
    ...(isGiven(news.project) && typeof news.project !== "string"
      ? [checkFailure("project", "must be a string")]
      : project.failures),
    ...regions.failures,
    ...checkSelector(news.selector, "selector", isUnknown),
    ...checkSelector(news.exclude, "exclude", isUnknown),
    ...checkMaxJobs(news.maxJobs),
    ...checkCancelOn(news.cancelOn),
    ...FLAGS.flatMap((flag) => checkFlag(flag, news[flag])),
    ...checkTriggers(news.triggers),
    ...checkTimeouts(news.__timeouts),
    ...checkSchedules(news),
  ];
  const { __dryRun, ...kept } = news;
  if (failures.length > 0) return { inputs: kept, failures };
  const __defaults = { ...project.source, ...regions.source };
  return {
    inputs: {
      ...kept,
      project: project.value,
      regions: regions.value,
      maxJobs: news.maxJobs ?? DEFAULT_MAX_JOBS,
      cancelOn: orderCancelOn(news.cancelOn),
      ...Object.fromEntries(FLAGS.map((flag) => [flag, news[flag] ?? false])),
      ...(Object.keys(__defaults).length > 0 && { __defaults }),
      desiredState: STOPPED,
    },
    failures,
  };
}

interface Regions {
  readonly value: unknown;
  readonly source: Readonly<Record<string, string>>;
  readonly failures: readonly CheckFailure[];
}

function regionsOf(olds: RawInputs, news: RawInputs, settings: Settings): Regions {
  const { regions } = news;
  if (!isGiven(regions)) {
    // The default is one region: the same as if it were the resource's own.
    const [region] = Array.isArray(olds.regions) ? olds.regions : [];
    const { value, source, failures } = defaulted(
      "region",
      ["project"],
      { ...olds, region },
      { project: news.project },
      settings,
    );
    return { value: [value], source, failures: failures.map(({ reason }) => checkFailure("regions", reason)) };
  }
  if (regions === UNKNOWN) return { value: regions, source: {}, failures: [] };
  if (!Array.isArray(regions) || regions.length === 0) {
    return { value: regions, source: {}, failures: [checkFailure("regions", "must be a non-empty list of regions")] };
  }
  const failures = regions.flatMap((region: unknown, index) => {
    if (region === UNKNOWN) return [];
    const isRegion = typeof region === "string" && REGION_PATTERN.test(region);
    if (!isRegion) return [checkFailure(`regions[${index}]`, "must look like us-central1")];
    return regions.indexOf(region) < index ? [checkFailure(`regions[${index}]`, `lists ${region} twice`)] : [];
  });
  return { value: regions, source: {}, failures };
}

function checkMaxJobs(value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value)) return [];
  return Number.isInteger(value) && Number(value) >= 1
    ? []
    : [checkFailure("maxJobs", "must be a whole number above 0")];
}

function checkSchedules({ pauseSchedules, resumeSchedulesOnDelete, cancelOn, selector }: RawInputs): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (resumeSchedulesOnDelete === true && Array.isArray(cancelOn) && cancelOn.includes("delete")) {
    failures.push(
      checkFailure(
        "resumeSchedulesOnDelete",
        'can\'t be set beside "delete" in cancelOn: it would start what was just stopped',
      ),
    );
  }
  if (resumeSchedulesOnDelete === true && !isGiven(pauseSchedules)) {
    failures.push(checkFailure("resumeSchedulesOnDelete", "needs pauseSchedules: it resumes what that has paused"));
  }
  const filter: unknown =
    typeof selector === "object" && selector !== null ? Reflect.get(selector, "filter") : undefined;
  if (pauseSchedules === true && isGiven(filter)) {
    failures.push(
      checkFailure("pauseSchedules", "can't be set beside selector.filter: whether it fits a schedule can't be told"),
    );
  }
  return failures;
}
