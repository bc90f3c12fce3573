import type { Deadline } from "../deadline";
import { isBusy, isMissing, isRefusal, isTransient } from "../errors";
import { withRetries } from "../retry";
import type { Place } from "../transport";
import type { VertexAi } from "../vertexAi";
import type { Selection } from "./listSelected";
import { matchingSchedules, stateOf } from "./matchingSchedules";

/** A schedule that is paused now. */
export interface PausedSchedule {
  /** Full resource name, with the project as the sweep spells it. */
  readonly name: string;
  /** Whether it was paused before. */
  readonly wasPaused: boolean;
}

/**
 * Pauses the active schedules of a project and region that launch jobs which a selection matches. Pausing comes before
 * stopping, since a schedule launches its next job whatever becomes of the last.
 *
 * @returns the schedules, each once it is paused: what was paused before a failure is known. Those that were paused before
 *   are among them if `includesPaused` is set.
 * @throws HttpError when `aiplatform.schedules.list` or `.update` is denied; TimeoutError, ConnectionError, AuthError
 */
export async function* pauseSchedules(
  vertexAi: VertexAi,
  place: Place,
  selection: Selection,
  options: { readonly deadline: Deadline; readonly includesPaused?: boolean },
): AsyncGenerator<PausedSchedule, void, undefined> {
  for await (const { name, state } of matchingSchedules(vertexAi, place, selection, options)) {
    if (state === "PAUSED") yield { name, wasPaused: true };
    else if (await pauseSchedule(vertexAi, name, options.deadline)) yield { name, wasPaused: false };
  }
}

/**
 * Pauses a schedule. One that is gone, has completed or is paused already is as wanted.
 *
 * @returns whether it was this call that has paused it.
 * @throws HttpError when `aiplatform.schedules.update` is denied; TimeoutError, ConnectionError, AuthError
 */
async function pauseSchedule(vertexAi: VertexAi, name: string, deadline: Deadline): Promise<boolean> {
  const place = placeOf(name);
  const retry = { deadline, signal: vertexAi.client.transport.signal };
  let mayBePaused = false;
  const pause = () =>
    vertexAi.schedules.pause(place, name, deadline).catch((error: unknown) => {
      mayBePaused ||= isTransient(error) && !isBusy(error);
      throw error;
    });
  try {
    await withRetries(pause, retry);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    if (!isRefusal(error)) throw error;
  }
  const state = stateOf(await getSchedule(vertexAi, name, deadline));
  if (state !== "ACTIVE") return state === "PAUSED" && mayBePaused;
  // It was paused when that was refused, and somebody has resumed it since.
  await withRetries(pause, retry);
  return true;
}

/**
 * Lets a schedule launch jobs again. One that is gone, has completed or is active already is left as it is.
 *
 * @param isDeclaredPaused - whether somebody wants a schedule to stay paused; gets the schedule as answered.
 * @returns whether it is left paused, since somebody wants that.
 * @throws HttpError when `aiplatform.schedules.get` or `.update` is denied; TimeoutError, ConnectionError, AuthError
 */
export async function resumeSchedule(
  vertexAi: VertexAi,
  name: string,
  deadline: Deadline,
  isDeclaredPaused: (schedule: object) => boolean = () => false,
): Promise<boolean> {
  const place = placeOf(name);
  const schedule = await getSchedule(vertexAi, name, deadline);
  if (!schedule || stateOf(schedule) !== "PAUSED") return false;
  if (isDeclaredPaused(schedule)) return true;
  try {
    await withRetries(() => vertexAi.schedules.resume(place, name, deadline), {
      deadline,
      signal: vertexAi.client.transport.signal,
    });
  } catch (error) {
    if (isMissing(error)) return false;
    if (!isRefusal(error)) throw error;
    if (stateOf(await getSchedule(vertexAi, name, deadline)) === "PAUSED") throw error;
  }
  return false;
}

/** A schedule as answered; `undefined` when it does not exist. */
async function getSchedule(
  { client, schedules }: VertexAi,
  name: string,
  deadline: Deadline,
): Promise<object | undefined> {
  try {
    const retry = { deadline, signal: client.transport.signal };
    return await withRetries(() => schedules.get(placeOf(name), name, deadline), retry);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function placeOf(name: string): Place {
  const [, project = "", , region = ""] = name.split("/");
  return { project, region };
}
