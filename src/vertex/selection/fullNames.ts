import type { InputFailure } from "../../messages/failure";
import { message } from "../../messages/message";
import { fieldOf } from "../json";
import { mayBeSameProject } from "../location/project";
import { faultOfRegion } from "../location/region";
import type { SelectorPath } from "./checkSelector";
import type { IsUnknown } from "./fieldChecks";
import { locationOfName } from "./resourceKey";

/** Where full names say that jobs are. */
export interface NamedLocation {
  /** The project as the first name spells it. */
  readonly project: string;
  /** Vertex AI locations, in the order of the names. */
  readonly regions: readonly string[];
}

/**
 * Project and regions of a selector's `names`, which are where its jobs are looked for unless that is given explicitly.
 * No name that is not known yet may be looked for in the default project.
 *
 * @param selector - as a program gave it, not checked yet.
 * @returns `"unknown"` when the selector or a name in it is not known yet, `undefined` when it has no names.
 */
export function namedLocation(selector: unknown, isUnknown: IsUnknown): NamedLocation | "unknown" | undefined {
  const names = fieldOf(selector, "names");
  if (isUnknown(typeof selector === "object" ? names : selector)) return "unknown";
  if (!Array.isArray(names)) return undefined;
  const [first, ...others] = names.flatMap((name: unknown) => locationOfName(name) ?? []);
  // What is no name is refused by itself, without a word on the project that is missing then.
  if (!first) return "unknown";
  return { project: first.project, regions: [...new Set([first, ...others].map(({ region }) => region))] };
}

/** Selector and exclusion as a program gave them, with the project and the regions that jobs are looked for in. */
export interface LocatedSelection {
  readonly selector?: unknown;
  readonly exclude?: unknown;
  readonly project?: unknown;
  readonly regions?: unknown;
}

/**
 * Refuses full names of another project or region than jobs are looked for in: nothing would be found, or spared. A
 * project's id and a number pass for each other. What is not known yet passes, and what is no full name.
 */
export function checkFullNames(selection: LocatedSelection, isUnknown: IsUnknown): InputFailure[] {
  const several = checkOneProject(fieldOf(selection.selector, "names"), isUnknown);
  if (several.length > 0) return several;
  return (["selector", "exclude"] as const).flatMap((path) =>
    fullNamesOf(selection[path], path).flatMap(([property, name]) => {
      const location = isUnknown(name) ? undefined : locationOfName(name);
      return location ? checkLocation(property, location, selection, isUnknown) : [];
    }),
  );
}

function checkOneProject(names: unknown, isUnknown: IsUnknown): InputFailure[] {
  if (!Array.isArray(names)) return [];
  const locations = names.flatMap((name: unknown) => (isUnknown(name) ? [] : (locationOfName(name) ?? [])));
  const projects = [...new Set(locations.map(({ project }) => project))];
  const isOne = projects.every((project) => projects.every((other) => mayBeSameProject(project, other)));
  return isOne ? [] : [{ property: "selector.names", reason: message("severalProjects", { projects }) }];
}

function checkLocation(
  property: string,
  named: { readonly project: string; readonly region: string },
  { project, regions }: LocatedSelection,
  isUnknown: IsUnknown,
): InputFailure[] {
  const isOther = typeof project === "string" && !isUnknown(project) && !mayBeSameProject(named.project, project);
  if (isOther) return [{ property, reason: message("nameElsewhere", { named: named.project, project }) }];
  const isElsewhere = Array.isArray(regions) && !isUnknown(regions) && !regions.includes(named.region);
  // A location in which no job runs is refused by itself.
  if (!isElsewhere || faultOfRegion(named.region) !== undefined) return [];
  return [{ property, reason: message("nameInOtherRegion", { region: named.region, regions: regions.map(String) }) }];
}

/** The conditions that are full names, each with its property. */
function fullNamesOf(conditions: unknown, path: SelectorPath): [property: string, name: unknown][] {
  const names = fieldOf(conditions, "names");
  return [
    ...(Array.isArray(names) ? names : []).map((name: unknown, index): [string, unknown] => [
      `${path}.names[${index}]`,
      name,
    ]),
    [`${path}.scheduleName`, fieldOf(conditions, "scheduleName")],
  ];
}
