import { namedLocation } from "../vertex/selector/fullNames";
import { isUnknown, UNKNOWN } from "./unknownInputs";

type Given = Readonly<Record<string, unknown>>;

/** What the Google provider says unless an argument does. */
export interface DefaultLocation {
  readonly project: string | undefined;
  readonly region: string | undefined;
}

/**
 * Fills in project and regions, where they are not given: those of the selector's names, or else the defaults. While a
 * name is not known yet, neither is where its job is.
 */
export function withLocation(given: Given, defaults: DefaultLocation): Given {
  const { project, regions } = locationOf(given.selector, defaults);
  return {
    ...given,
    ...((given.project ?? project) !== undefined && { project: given.project ?? project }),
    ...((given.regions ?? regions) !== undefined && { regions: given.regions ?? regions }),
  };
}

function locationOf(selector: unknown, { project, region }: DefaultLocation): { project: unknown; regions: unknown } {
  const named = namedLocation(selector, isUnknown);
  if (named === "unknown") return { project: UNKNOWN, regions: UNKNOWN };
  return named ?? { project, regions: region === undefined ? undefined : [region] };
}
