import { Failure } from "../messages/failure";
import { message } from "../messages/message";
import { isProjectNumber, mayBeSameProject } from "../vertex/location/project";

/**
 * What a change of `project` is. An id and a number may be two spellings of one project.
 *
 * - `none`: the spelling is the same.
 * - `same`: another spelling of the same project, which the recorded number proves.
 * - `unproven`: perhaps another spelling of the same project; only the service can tell.
 * - `other`: another project.
 */
export type ProjectChange = "none" | "same" | "unproven" | "other";

/** What is recorded of a resource's project. */
export interface RecordedProject {
  /** As it was given. */
  readonly project: string;
  /** As an answer of the service had it; absent before any has. */
  readonly projectNumber?: string;
}

/** Compares the project that is recorded with the one that is wanted. */
export function projectChange(recorded: RecordedProject, project: string): ProjectChange {
  if (recorded.project === project) return "none";
  if (!mayBeSameProject(recorded.project, project)) return "other";
  const { number } = recordedProject(recorded);
  if (!isProjectNumber(project) || number === undefined) return "unproven";
  return number === project ? "same" : "other";
}

/** Whether two resources may be about one project: their numbers tell where both are known. */
export function mayBeOneProject(one: RecordedProject, other: RecordedProject): boolean {
  const [number, otherNumber] = [recordedProject(one).number, recordedProject(other).number];
  if (number !== undefined && otherNumber !== undefined) return number === otherNumber;
  return mayBeSameProject(one.project, other.project);
}

/** A project as it is spelled, with its number if that is known. */
export interface SpelledProject {
  readonly project: string;
  readonly number: string | undefined;
}

/**
 * Compares two spellings whose numbers were looked up.
 *
 * @returns whether they are proven to be one project; where a number is not known, nothing is proven.
 * @throws Failure when they are proven to be two.
 */
export function requireSameProject(recorded: SpelledProject, wanted: SpelledProject): boolean {
  if (recorded.number === undefined || wanted.number === undefined) return false;
  if (recorded.number === wanted.number) return true;
  throw new Failure(
    message("projectsDiffer", {
      project: wanted.project,
      number: wanted.number,
      recorded: recorded.project,
      recordedNumber: recorded.number,
    }),
  );
}

/** The recorded project with its number, as far as that is known without a request. */
export function recordedProject({ project, projectNumber }: RecordedProject): SpelledProject {
  return { project, number: projectNumber ?? numberOf(project) };
}

/** The number that a spelling is; `undefined` for a project id. */
export function numberOf(project: string): string | undefined {
  return isProjectNumber(project) ? project : undefined;
}
