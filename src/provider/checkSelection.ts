import type { InputFailure } from "../messages/failure";
import { message } from "../messages/message";
import { kindsNamed } from "../vertex/kinds/kindNames";
import { faultOfRegion } from "../vertex/location/region";
import { checkSelector } from "../vertex/selection/checkSelector";
import { checkFullNames, type NamedLocation, namedLocation } from "../vertex/selection/fullNames";
import { isGiven } from "../vertex/selection/selector";
import type { CheckResult, RawInputs } from "./checkResult";
import type { Settings } from "./connection/settings";
import { defaulted } from "./defaults";
import { KINDS_INPUT } from "./kindsInput";
import { isUnknown, UNKNOWN } from "./unknown";

/**
 * Determines the project and the regions of a selector. Full names give both. Defaults from config and environment apply
 * only to selectors without names.
 *
 * @param olds - inputs as the last check has left them; empty for a new resource.
 */
export function checkSelection(olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const kinds = kindsNamed(news.kinds ?? KINDS_INPUT.default);
  const named = namedLocation(news.selector, isUnknown);
  const project = projectOf(named, olds, news, settings);
  const regions = regionsOf(named, olds, news, settings);
  const isText = !isGiven(news.project) || typeof news.project === "string";
  const failures = [
    ...(isText ? project.failures : [{ property: "project", reason: message("mustBeString") }]),
    ...regions.failures,
    ...checkSelector(news.selector, "selector", isUnknown, kinds),
    ...checkSelector(news.exclude, "exclude", isUnknown, kinds),
    ...(project.failures.length > 0 || regions.failures.length > 0
      ? []
      : checkFullNames({ ...news, project: project.value, regions: regions.value }, isUnknown)),
  ];
  const defaults = { ...project.source, ...regions.source };
  const inputs = {
    project: project.value,
    regions: regions.value,
    ...(Object.keys(defaults).length > 0 && { defaults }),
  };
  return { inputs, failures };
}

/** A value that was given, that follows from names, or that was filled in. */
interface Located {
  readonly value: unknown;
  readonly source: Readonly<Record<string, string>>;
  readonly failures: readonly InputFailure[];
}

/** Where jobs are of which the names are given. */
type Named = NamedLocation | "unknown" | undefined;

function projectOf(named: Named, olds: RawInputs, news: RawInputs, settings: Settings): Located {
  if (isGiven(news.project) || named === undefined) return defaulted("project", ["project"], olds, news, settings);
  return named === "unknown" ? unknownYet("project") : { value: named.project, source: {}, failures: [] };
}

/** What a name will say is filled in, and no input of the program: so `defaults` tells. */
function unknownYet(property: "project" | "region"): Located {
  return { value: UNKNOWN, source: { [property]: UNKNOWN }, failures: [] };
}

function regionsOf(named: Named, olds: RawInputs, news: RawInputs, settings: Settings): Located {
  const { regions } = news;
  if (!isGiven(regions) && named !== undefined) {
    return named === "unknown" ? unknownYet("region") : { value: named.regions, source: {}, failures: [] };
  }
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
    return { value: [value], source, failures: failures.map(({ reason }) => ({ property: "regions", reason })) };
  }
  if (regions === UNKNOWN) return { value: regions, source: {}, failures: [] };
  if (!Array.isArray(regions) || regions.length === 0) {
    const reason = message("mustBeListOf", { entries: "regions" });
    return { value: regions, source: {}, failures: [{ property: "regions", reason }] };
  }
  const failures = regions.flatMap((region: unknown, index) => {
    if (region === UNKNOWN) return [];
    const property = `regions[${index}]`;
    const reason = faultOfRegion(typeof region === "string" ? region : "");
    if (reason) return [{ property, reason }];
    const isTwice = regions.indexOf(region) < index;
    return isTwice ? [{ property, reason: message("listedTwice", { value: String(region) }) }] : [];
  });
  return { value: regions, source: {}, failures };
}
