import { isDeepStrictEqual } from "node:util";
import { comparableConnection } from "../connection/connectionInputs";
import { isUnknown } from "../unknown";
import { isGoalReached } from "./goal";
import { type CancellationInputs, IDENTITY, UPDATABLE } from "./inputs";
import type { CancellationOutputs } from "./outputs";

/** What `diff` answers: what the dynamic provider passes on of `pulumi.dynamic.DiffResult`. */
export interface DiffResult {
  readonly changes: boolean;
  readonly replaces?: readonly string[];
}

/**
 * Compares what is recorded with what is wanted.
 *
 * Every input that `read` and `delete` use is compared, since those two see what was recorded and nothing newer.
 */
export function diff(olds: CancellationOutputs, news: CancellationInputs): DiffResult {
  // Which job it will be is not known: neither is whether it is another one.
  if (IDENTITY.some((key) => isUnknown(news[key]))) return { changes: true };
  const replaces = IDENTITY.filter((key) => olds[key] !== news[key]);
  if (replaces.length > 0) return { changes: true, replaces };
  const isChanged =
    UPDATABLE.some((key) => !isDeepStrictEqual(olds[key], news[key])) ||
    !isDeepStrictEqual(comparableConnection(olds), comparableConnection(news));
  return { changes: isChanged || isUnknown(news) || !isGoalReached(olds, news) };
}
