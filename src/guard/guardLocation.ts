import { namedLocation } from "../vertex/selection/fullNames";
import { isUnknown, UNKNOWN } from "./unknownInputs";

type Given = Readonly<Record<string, unknown>>;

/** Arguments of a guard, and the defaults of its project and region. */
export interface Located {
  readonly args: Given;
  readonly defaults: Given;
}

/**
 * Fills in project and regions, where they are not given: those of the selector's names, or else the defaults. While a
 * name is not known yet, neither is where its job is.
 */
export function withLocation({ args, defaults }: Located): Given {
  const { project, regions } = locationOf(args.selector, defaults);
  return {
    ...args,
    ...((args.project ?? project) !== undefined && { project: args.project ?? project }),
    ...((args.regions ?? regions) !== undefined && { regions: args.regions ?? regions }),
  };
}

function locationOf(selector: unknown, { project, region }: Given): { project: unknown; regions: unknown } {
  const named = namedLocation(selector, isUnknown);
  if (named === "unknown") return { project: UNKNOWN, regions: UNKNOWN };
  return named ?? { project, regions: region === undefined ? undefined : [region] };
}
