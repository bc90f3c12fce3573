import { message } from "../../messages/message";
import { ConnectionError } from "../errors";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { listPages } from "../http/paging";
import { withRetries } from "../http/retry";
import { fieldOf, isRecord } from "../json";
import { PIPELINE_JOBS } from "../kinds/kinds";
import { type ListedJob, readListedJob } from "../selection/listedJob";
import type { Selection } from "../selection/listSelected";
import { matches } from "../selection/matches";
import { scheduleKey } from "../selection/resourceKey";
import type { VertexAi } from "../vertexAi";

/** A schedule that launches jobs which a selection matches. */
export interface MatchingSchedule {
  /** Full resource name, with the project as the sweep spells it. */
  readonly name: string;
  /** `ACTIVE` or `PAUSED`. */
  readonly state: string;
}

/**
 * The schedules of a project and region that launch jobs which a selection matches: active ones, and paused ones if they
 * are asked for.
 *
 * @throws HttpError when `aiplatform.schedules.list` is denied; TimeoutError, ConnectionError, AuthError
 */
export async function* matchingSchedules(
  { client, schedules }: VertexAi,
  location: Location,
  selection: Selection,
  { deadline, includesPaused = false }: { readonly deadline: Deadline; readonly includesPaused?: boolean },
): AsyncGenerator<MatchingSchedule, void, undefined> {
  const retry = { deadline, signal: client.transport.signal };
  const states = includesPaused ? ["ACTIVE", "PAUSED"] : ["ACTIVE"];
  const filter = states.map((state) => `state="${state}"`).join(" OR ");
  const pages = listPages("schedules", (pageToken) => {
    const query = { filter, ...(pageToken && { pageToken }) };
    return withRetries(() => schedules.list(location, query, deadline), retry);
  });
  for await (const page of pages) {
    for (const schedule of page.entries) {
      const state = stateOf(schedule);
      const answered = states.includes(state) ? launchesSelected(schedule, selection) : undefined;
      // The API answers with project numbers; the project stays as it was spelled.
      if (answered) yield { name: answered.replace(/^projects\/[^/]+/, `projects/${location.project}`), state };
    }
  }
}

/**
 * The schedule's name, if a selection matches the jobs that it launches.
 *
 * @param schedule - as answered.
 * @throws ConnectionError for a name that is not a schedule's.
 */
export function launchesSelected(schedule: unknown, selection: Selection): string | undefined {
  const name = fieldOf(schedule, "name");
  const request = fieldOf(schedule, "createPipelineJobRequest");
  if (!isRecord(request)) return undefined;
  // It becomes a part of the URL that is called.
  if (typeof name !== "string" || scheduleKey(name) === undefined) {
    throw new ConnectionError(message("entryNoSchedule"));
  }
  const job = nextJobOf(name, request.pipelineJob, selection.nowMs);
  return job && isSelected(job, selection) ? name : undefined;
}

/** A job as the schedule would launch it now. */
function nextJobOf(scheduleName: string, pipelineJob: unknown, nowMs: number): ListedJob | undefined {
  if (!isRecord(pipelineJob)) return undefined;
  const createTime = new Date(nowMs).toISOString();
  const state = "PIPELINE_STATE_RUNNING";
  return readListedJob(PIPELINE_JOBS, { ...pipelineJob, name: scheduleName, scheduleName, createTime, state });
}

/**
 * Conditions on states and times are about jobs that are there, not about those to come. A selector that has no other
 * pauses nothing: it would pause every schedule of the region.
 */
function isSelected(job: ListedJob, { selector, exclude, nowMs }: Selection): boolean {
  const { names, states, createdAfter, createdBefore, olderThan, filter, ...lasting } = selector;
  if (names || filter || exclude?.filter) return false;
  return matches(job, lasting, exclude, { kind: PIPELINE_JOBS, nowMs, defaultStates: "any" });
}

/** The state of a schedule as answered, such as `ACTIVE`; empty when there is none. */
export function stateOf(schedule: unknown): string {
  const state = fieldOf(schedule, "state");
  return typeof state === "string" ? state : "";
}
