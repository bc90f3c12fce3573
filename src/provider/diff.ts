import { beginsToStop } from "./cancelOn";
import type { ChangedPath } from "./changedPaths";
import type { CommonInputs } from "./commonInputs";
import { CONNECTION, comparableConnection } from "./connection/connectionInputs";
import type { Definition } from "./definition";
import { hasChanged, isStoppedAgain, keysOf, withDefaults } from "./inputTable";
import { projectChange } from "./sameProject";
import { isUnknown } from "./unknown";

/** What `diff` answers. */
export interface DiffResult {
  readonly changes: boolean;
  /** Inputs whose change is a replacement. */
  readonly replaces?: readonly string[];
}

/** What the lifecycle's `diff` answers. */
export interface DetailedDiff extends DiffResult {
  /** Where something has changed; empty if nothing has. */
  readonly changed: readonly ChangedPath[];
}

type Facts = { readonly projectNumber?: string };

/**
 * Compares what is recorded with what is wanted.
 *
 * Every input that `read` and `delete` use is compared, since these two see what was recorded and nothing newer.
 */
export function diff<I extends CommonInputs, F extends Facts>(
  definition: Definition<I, F>,
  recorded: I & F,
  news: I,
): DiffResult {
  const [olds, wanted] = [withDefaults(definition.inputs, recorded), withDefaults(definition.inputs, news)];
  const identity = keysOf(definition.inputs, "replace");
  if (identity.some((key) => isUnknown(wanted[key]))) {
    const replaces = definition.unknownIdentity?.(news) ?? unknownIdentity(identity, news);
    return { changes: true, ...(replaces.length > 0 && { replaces }) };
  }
  const replaces = identity.filter((key) => olds[key] !== wanted[key]);
  const isSpelledOtherwise = replaces.length > 0 && isSameElsewhere(replaces, recorded, news);
  if (replaces.length > 0 && !isSpelledOtherwise) return { changes: true, replaces };
  // Whatever holds a value that is not known has passed the check, of any shape: nothing may look into it.
  if (isUnknown(news)) return { changes: true };
  const others = keysOf(definition.inputs, "stopAgain", "apply", "record").filter((key) => !isConnection(key));
  const isChanged =
    isSpelledOtherwise ||
    hasChanged(others, olds, wanted) ||
    hasChanged(CONNECTION, { ...comparableConnection(recorded) }, { ...comparableConnection(news) });
  return { changes: isChanged || !definition.isGoalReached(recorded, news) };
}

/** Whether an update has to look at the jobs, or to stop them. */
export function hasWork<I extends CommonInputs, F extends Facts>(
  definition: Definition<I, F>,
  recorded: I & F,
  news: I,
): boolean {
  return (
    isUnknown(news) ||
    beginsToStop(recorded, news) ||
    isStoppedAgain(definition.inputs, recorded, news) ||
    !definition.isGoalReached(recorded, news)
  );
}

/** Identity inputs that are not known yet and were given: what was filled in is no input of the program. */
function unknownIdentity(identity: readonly string[], news: CommonInputs): string[] {
  return identity.filter((key) => isUnknown(Reflect.get(news, key)) && !Object.hasOwn(news.defaults ?? {}, key));
}

/** Whether only the project may have another spelling: that is a part of a full name, too. */
function isSameElsewhere(replaces: readonly string[], recorded: CommonInputs & Facts, news: CommonInputs): boolean {
  const nameOf = (inputs: object) => String(Reflect.get(inputs, "name")).replace(/^projects\/[^/]+/, "");
  const isOfProject = replaces.every(
    (key) => key === "project" || (key === "name" && nameOf(recorded) === nameOf(news)),
  );
  return isOfProject && projectChange(recorded, news.project) !== "other";
}

function isConnection(key: string): boolean {
  return CONNECTION.some((one) => one === key);
}
