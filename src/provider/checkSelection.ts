import { faultOfRegion } from "../vertex/region";
import { checkSelector } from "../vertex/selector/checkSelector";
import { type CheckFailure, type CheckResult, checkFailure, isGiven, type RawInputs } from "./checkResult";
import type { Settings } from "./connection/settings";
import { defaulted } from "./defaults";
import { isUnknown, UNKNOWN } from "./unknown";

/**
 * Works out which jobs of which project and regions are meant.
 *
 * @param olds - inputs as the last check has left them; empty for a new resource.
 */
export function checkSelection(olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const project = defaulted("project", ["project"], olds, news, settings);
  const regions = regionsOf(olds, news, settings);
  const isText = !isGiven(news.project) || typeof news.project === "string";
  const failures = [
    ...(isText ? project.failures : [checkFailure("project", "must be a string")]),
    ...regions.failures,
    ...checkSelector(news.selector, "selector", isUnknown),
    ...checkSelector(news.exclude, "exclude", isUnknown),
  ];
  const __defaults = { ...project.source, ...regions.source };
  const inputs = {
    project: project.value,
    regions: regions.value,
    ...(Object.keys(__defaults).length > 0 && { __defaults }),
  };
  return { inputs, failures };
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
    const recorded: readonly unknown[] = Array.isArray(olds.regions) ? olds.regions : [];
    const [region] = recorded;
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
    const fault = faultOfRegion(typeof region === "string" ? region : "");
    if (fault !== undefined) return [checkFailure(`regions[${index}]`, fault)];
    return regions.indexOf(region) < index ? [checkFailure(`regions[${index}]`, `lists ${region} twice`)] : [];
  });
  return { value: regions, source: {}, failures };
}
