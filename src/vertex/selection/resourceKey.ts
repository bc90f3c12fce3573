import { type JobName, parseJobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import { kindOfName } from "../kinds/kindNames";
import { isProjectNumber } from "../location/project";

/** `projects/{project}/locations/{region}/schedules/{scheduleId}`; unquoted in filters, hence strict. */
const SCHEDULE_NAME =
  /^projects\/(?<project>[a-z0-9.:-]+)\/locations\/(?<region>[a-z0-9-]+)\/schedules\/(?<id>[\w-]+)$/;

/** The parts of a job's name, with its kind. */
export interface NamedJob extends JobName {
  readonly kind: JobKind;
}

/** Reads a job's full name, of whichever kind. */
export function parseAnyJobName(name: string): NamedJob | undefined {
  const kind = kindOfName(name);
  const parts = kind && parseJobName(kind, name);
  return parts && { kind, ...parts };
}

/**
 * What tells one job from another, whatever the spelling of its project.
 *
 * @returns `undefined` when the text is no job's full name.
 */
export function jobKey(name: string): string | undefined {
  const parts = parseAnyJobName(name);
  return parts && `${parts.region}/${parts.kind.collection}/${parts.jobId}`;
}

/**
 * Whether a name that a listing has answered is one of those that are wanted. A number must be that of the answer; an
 * id is the listed project's, since all others were settled before.
 *
 * @param names - absent: every job is.
 * @param undecided - what counts where the answer has no number.
 */
export function isNamed(answered: string, names: readonly string[] | undefined, undecided: boolean): boolean {
  if (names === undefined) return true;
  const job = parseAnyJobName(answered);
  return names.some((name) => {
    const wanted = parseAnyJobName(name);
    if (!job || wanted?.kind !== job.kind || wanted.region !== job.region || wanted.jobId !== job.jobId) return false;
    if (!isProjectNumber(wanted.project) || wanted.project === job.project) return true;
    return !isProjectNumber(job.project) && undecided;
  });
}

/** {@link jobKey} for a schedule. */
export function scheduleKey(name: string): string | undefined {
  const groups = SCHEDULE_NAME.exec(name)?.groups;
  return groups && `${groups.region}/${groups.id}`;
}

/**
 * Where a job or a schedule is, by its full name.
 *
 * @returns `undefined` for what is no such name.
 */
export function locationOfName(name: unknown): { project: string; region: string } | undefined {
  if (typeof name !== "string") return undefined;
  const { project, region } = parseAnyJobName(name) ?? SCHEDULE_NAME.exec(name)?.groups ?? {};
  return project !== undefined && region !== undefined ? { project, region } : undefined;
}

/** Whether a schedule's full name has its project's number, as the API spells names. */
export function isCanonicalScheduleName(name: string): boolean {
  return /^\d+$/.test(SCHEDULE_NAME.exec(name)?.groups?.project ?? "");
}
