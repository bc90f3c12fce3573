import type { Deadline } from "../deadline";
import { ConnectionError, HttpError, isMissing } from "../errors";
import { listPages } from "../listPages";
import { withRetries } from "../retry";
import type { SchedulesClient } from "../schedulesClient";
import { type ListedJob, readListedJob } from "../selector/listedJob";
import { matches } from "../selector/matches";
import { scheduleKey } from "../selector/resourceKey";
import type { Place } from "../transport";
import type { VertexAi } from "../vertexAi";
import type { Selection } from "./listSelected";

/**
 * Pauses the active schedules of a project and region whose jobs would be meant: pausing comes before stopping, since a
 * schedule launches its next job whatever becomes of the last.
 *
 * @returns full names of the schedules, each once it is paused: what was paused before a failure is known.
 * @throws HttpError when `aiplatform.schedules.list` or `.update` is denied; TimeoutError, ConnectionError, AuthError
 */
export async function* pauseSchedules(
  vertexAi: VertexAi,
  place: Place,
  selection: Selection,
  deadline: Deadline,
): AsyncGenerator<string, void, undefined> {
  const { client, schedules } = vertexAi;
  const retry = { deadline, signal: client.transport.signal };
  for await (const name of schedulesToPause(vertexAi, place, selection, deadline)) {
    await withRetries((attempt) => pause(schedules, place, name, deadline, attempt), retry);
    yield name;
  }
}

/**
 * Full names of the active schedules of a project and region whose jobs would be meant.
 *
 * @throws HttpError when `aiplatform.schedules.list` is denied; TimeoutError, ConnectionError, AuthError
 */
export async function* schedulesToPause(
  { client, schedules }: VertexAi,
  place: Place,
  selection: Selection,
  deadline: Deadline,
): AsyncGenerator<string, void, undefined> {
  const retry = { deadline, signal: client.transport.signal };
  const pages = listPages("schedules", (pageToken) => {
    const query = { filter: 'state="ACTIVE"', ...(pageToken && { pageToken }) };
    return withRetries(() => schedules.list(place, query, deadline), retry);
  });
  for await (const page of pages) {
    for (const answered of page.schedules.flatMap((schedule) => launchesSelected(schedule, selection) ?? [])) {
      // The API answers with project numbers; the project stays as it was spelled.
      yield answered.replace(/^projects\/[^/]+/, `projects/${place.project}`);
    }
  }
}

/**
 * Lets schedules launch jobs again. One that was deleted meanwhile is none to resume.
 *
 * @param names - full names.
 */
export async function resumeSchedules(
  { client, schedules }: VertexAi,
  names: readonly string[],
  deadline: Deadline,
): Promise<void> {
  const retry = { deadline, signal: client.transport.signal };
  for (const name of names) {
    const [, project = "", , region = ""] = name.split("/");
    try {
      await withRetries(() => schedules.resume({ project, region }, name, deadline), retry);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}

/** The service refuses to pause what is paused: a repeat of a call whose answer was lost finds it so. */
async function pause(
  schedules: SchedulesClient,
  place: Place,
  name: string,
  deadline: Deadline,
  attempt: number,
): Promise<void> {
  try {
    await schedules.pause(place, name, deadline);
  } catch (error) {
    if (attempt === 1 || !(error instanceof HttpError) || error.failure.status !== 400) throw error;
  }
}

/** The schedule's name, if the jobs that it launches are meant. */
function launchesSelected(schedule: unknown, selection: Selection): string | undefined {
  if (typeof schedule !== "object" || schedule === null) return undefined;
  const name: unknown = Reflect.get(schedule, "name");
  const state: unknown = Reflect.get(schedule, "state");
  const request: unknown = Reflect.get(schedule, "createPipelineJobRequest");
  if (state !== "ACTIVE" || typeof request !== "object" || request === null) return undefined;
  // It becomes a part of the URL that is called.
  if (typeof name !== "string" || scheduleKey(name) === undefined) {
    throw new ConnectionError("cannot list schedules: the answer has an entry whose name is none of a schedule");
  }
  const job = nextJobOf(name, Reflect.get(request, "pipelineJob"), selection.nowMs);
  return job && isMeant(job, selection) ? name : undefined;
}

/** A job as the schedule would launch it now. */
function nextJobOf(scheduleName: string, pipelineJob: unknown, nowMs: number): ListedJob | undefined {
  if (typeof pipelineJob !== "object" || pipelineJob === null) return undefined;
  const createTime = new Date(nowMs).toISOString();
  const state = "PIPELINE_STATE_RUNNING";
  return readListedJob({ ...pipelineJob, name: scheduleName, scheduleName, createTime, state });
}

/**
 * Conditions on states and times are about jobs that are there, not about those to come. A selector that has no other
 * pauses nothing: it would pause every schedule of the region.
 */
function isMeant(job: ListedJob, { selector, exclude, nowMs }: Selection): boolean {
  const { names, states, createdAfter, createdBefore, olderThan, filter, ...lasting } = selector;
  if (names || filter || exclude?.filter) return false;
  return matches(job, lasting, exclude, { nowMs, defaultStates: "any" });
}
