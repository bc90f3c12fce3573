import { isDeepStrictEqual } from "node:util";
import { comparableConnection } from "../connection/connectionInputs";
import { projectChange } from "../sameProject";
import { isUnknown } from "../unknown";
import { isGoalReached } from "./goal";
import { type CancellationInputs, IDENTITY, type IdentityInput, UPDATABLE } from "./inputs";
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
  if (IDENTITY.some((key) => isUnknown(news[key]))) {
    const replaces = unknownIdentity(news);
    return { changes: true, ...(replaces.length > 0 && { replaces }) };
  }
  const replaces = IDENTITY.filter((key) => olds[key] !== news[key]);
  const isSpelledOtherwise = replaces.length > 0 && isSameJob(olds, news);
  if (replaces.length > 0 && !isSpelledOtherwise) return { changes: true, replaces };
  // Whatever holds a value that is not known has passed the check, of any shape: nothing may look into it.
  if (isUnknown(news)) return { changes: true };
  const isChanged =
    isSpelledOtherwise ||
    UPDATABLE.some((key) => !isDeepStrictEqual(olds[key], news[key])) ||
    !isDeepStrictEqual(comparableConnection(olds), comparableConnection(news));
  return { changes: isChanged || !isGoalReached(olds, news) };
}

/**
 * Which inputs a program has given for the job that are not known yet. The engine asks about those before it deletes what
 * they come from: only a replacement makes it delete this resource first. What was filled in is no such input.
 */
function unknownIdentity(news: CancellationInputs): IdentityInput[] {
  const isGiven = (key: IdentityInput) => isUnknown(news[key]) && !(key in (news.__defaults ?? {}));
  const parts = (["project", "region", "pipelineJobId"] as const).filter(isGiven);
  const isNameGiven = !isUnknown(news.project) && !isUnknown(news.region) && !isUnknown(news.pipelineJobId);
  return isNameGiven || parts.length > 0
    ? IDENTITY.filter((key) => parts.includes(key as never) || key === "name")
    : [];
}

/** Whether both may be one job, whose project is spelled as an id and as a number. */
function isSameJob(olds: CancellationOutputs, news: CancellationInputs): boolean {
  const isSameElsewhere = olds.region === news.region && olds.pipelineJobId === news.pipelineJobId;
  return isSameElsewhere && projectChange(olds, news.project) !== "other";
}
