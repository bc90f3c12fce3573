import type { InputFailure } from "../messages/failure";
import { message } from "../messages/message";
import type { JobKind } from "../vertex/kinds/jobKind";
import { isProjectNumber } from "../vertex/location/project";
import type { SelectorPath } from "../vertex/selection/checkSelector";
import type { IsUnknown } from "../vertex/selection/fieldChecks";
import { locationOfName } from "../vertex/selection/resourceKey";
import { isGiven } from "../vertex/selection/selector";

/** Keys that can stand in an expression. Google's own rule also lets other alphabets in. */
const LABEL_KEY = /^[a-z][a-z0-9_-]*$/;

/**
 * What a workflow can't do with a selection that is otherwise right.
 *
 * @param given - arguments of a guard that `checkSelector` has nothing against.
 * @param kinds - the kinds of jobs that are selected from; empty while they are not known.
 */
export function checkForWorkflow(
  given: Readonly<Record<string, unknown>>,
  isUnknown: IsUnknown,
  kinds: readonly JobKind[],
): readonly InputFailure[] {
  return (["selector", "exclude"] as const).flatMap((path) => {
    const wanted = given[path];
    if (typeof wanted !== "object" || wanted === null) return [];
    const fields = Object.entries(wanted).filter(([, value]) => isGiven(value) && !isUnknown(value));
    return [
      ...fields.flatMap(([field, value]) => checkTexts(value, `${path}.${field}`)),
      ...checkFilter(path, wanted),
      ...checkLabelKeys(path, wanted),
      ...checkStates(path, wanted, isUnknown, kinds),
      ...checkNames(path, wanted, given.project, isUnknown),
    ];
  });
}

/** A workflow would take it for an expression of its own. */
function checkTexts(value: unknown, property: string): InputFailure[] {
  if (typeof value === "string") {
    return value.includes("${") ? [{ property, reason: message("expression") }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    checkTexts(entry, Array.isArray(value) ? `${property}[${key}]` : `${property}.${key}`),
  );
}

function checkFilter(path: SelectorPath, wanted: object): InputFailure[] {
  if (path !== "exclude" || !isGiven(Reflect.get(wanted, "filter"))) return [];
  const reason = message("filterExcludes");
  return [{ property: "exclude.filter", reason }];
}

function checkLabelKeys(path: SelectorPath, wanted: object): InputFailure[] {
  const labels: unknown = Reflect.get(wanted, "labels");
  if (typeof labels !== "object" || labels === null) return [];
  return Object.keys(labels)
    .filter((key) => !LABEL_KEY.test(key))
    .map((key) => ({
      property: `${path}.labels`,
      reason: message("workflowLabel", { key: JSON.stringify(key) }),
    }));
}

/** What has ended can't be stopped. */
function checkStates(
  path: SelectorPath,
  wanted: object,
  isUnknown: IsUnknown,
  kinds: readonly JobKind[],
): InputFailure[] {
  const states: unknown = Reflect.get(wanted, "states");
  if (path !== "selector" || !Array.isArray(states) || isUnknown(states)) return [];
  const isTerminal = (state: unknown) => kinds.some(({ terminalStates }) => terminalStates.has(String(state)));
  if (!states.every(isTerminal)) return [];
  return [{ property: "selector.states", reason: message("onlyTerminal") }];
}

/** Only a look could tell whether an id and a number are one project, and a workflow must not stop what it can't tell. */
function checkNames(path: SelectorPath, wanted: object, project: unknown, isUnknown: IsUnknown): InputFailure[] {
  const names: unknown = Reflect.get(wanted, "names");
  if (path !== "selector" || !Array.isArray(names) || isUnknown(project) || !isProjectNumber(String(project)))
    return [];
  return names.flatMap((name: unknown, index) => {
    const location = locationOfName(name);
    if (!location || isProjectNumber(location.project)) return [];
    const reason = message("nameNeedsNumber");
    return [{ property: `selector.names[${index}]`, reason }];
  });
}
