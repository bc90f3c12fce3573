import { PIPELINE_JOBS } from "../jobKind";
import { parseJobName } from "../jobName";

/** `projects/{project}/locations/{region}/schedules/{scheduleId}`; unquoted in filters, hence strict. */
const SCHEDULE_NAME =
  /^projects\/(?<project>[a-z0-9.:-]+)\/locations\/(?<region>[a-z0-9-]+)\/schedules\/(?<id>[\w-]+)$/;

/**
 * What tells one pipeline job from another, whatever the spelling of its project.
 *
 * @returns `undefined` when the text is no job's full name.
 */
export function jobKey(name: string): string | undefined {
  const parts = parseJobName(PIPELINE_JOBS, name);
  return parts && `${parts.region}/${parts.jobId}`;
}

/** {@link jobKey} for a schedule. */
export function scheduleKey(name: string): string | undefined {
  const groups = SCHEDULE_NAME.exec(name)?.groups;
  return groups && `${groups.region}/${groups.id}`;
}

/** Whether a schedule's full name has its project's number, as the API spells names. */
export function isCanonicalScheduleName(name: string): boolean {
  return /^\d+$/.test(SCHEDULE_NAME.exec(name)?.groups?.project ?? "");
}
