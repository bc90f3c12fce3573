import { isBusy, isMissing, isRefusal, isTransient } from "../errors";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { withRetries } from "../http/retry";
import { fieldOf } from "../json";
import type { Selection } from "../selection/listSelected";
import type { VertexAi } from "../vertexAi";
import { matchingSchedules, stateOf } from "./matchingSchedules";

/** A schedule that is paused now. */
export interface PausedSchedule {
  /** Full resource name, with the project as the sweep spells it. */
  readonly name: string;
  /**
   * When it had last been resumed before this pause; empty: never. Absent when somebody else has paused it. As long as
   * this stays, nobody has resumed and paused it since.
   */
  readonly lastResumeTime?: string;
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
  location: Location,
  selection: Selection,
  options: { readonly deadline: Deadline; readonly includesPaused?: boolean },
): AsyncGenerator<PausedSchedule, void, undefined> {
  for await (const { name, state } of matchingSchedules(vertexAi, location, selection, options)) {
    if (state === "PAUSED") yield { name };
    else {
      const lastResumeTime = await pauseSchedule(vertexAi, name, options.deadline);
      if (lastResumeTime !== undefined) yield { name, lastResumeTime };
    }
  }
}

/**
 * Pauses a schedule. One that is gone, has completed or is paused already is as wanted.
 *
 * @returns when it had last been resumed before (empty: never), if it was this call that has paused it.
 * @throws HttpError when `aiplatform.schedules.get` or `.update` is denied; TimeoutError, ConnectionError, AuthError
 */
async function pauseSchedule(
  { client, schedules }: VertexAi,
  name: string,
  deadline: Deadline,
): Promise<string | undefined> {
  const location = locationOf(name);
  /** When the schedule had last been resumed before a pause of which the answer was lost. */
  let beforeLostAnswer: string | undefined;
  const lookAndPause = async () => {
    const schedule = await schedules.get(location, name, deadline);
    const lastResumeTime = lastResumeTimeOf(schedule);
    const state = stateOf(schedule);
    if (state !== "ACTIVE")
      return state === "PAUSED" && lastResumeTime === beforeLostAnswer ? lastResumeTime : undefined;
    try {
      await schedules.pause(location, name, deadline);
      return lastResumeTime;
    } catch (error) {
      if (isTransient(error) && !isBusy(error)) beforeLostAnswer = lastResumeTime;
      throw error;
    }
  };
  const retry = { deadline, signal: client.transport.signal };
  const pause = () => withRetries(lookAndPause, retry).catch(undefinedIfMissing);
  return pause().catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    // It has ended or was paused meanwhile, and perhaps resumed again.
    return pause();
  });
}

/** Why a schedule is left paused: another resource declares it paused, or somebody has resumed and paused it since. */
export type LeftPaused = "declared" | "pausedAgain";

/** Schedules that stay paused. */
export interface ResumeOptions {
  /** When it had last been resumed before it was paused; absent: not known. */
  readonly lastResumeTime: string | undefined;
  /** Whether another resource wants it paused; gets the schedule as answered. */
  readonly isDeclaredPaused: (schedule: object) => boolean;
}

/**
 * Lets a schedule launch jobs again. One that is gone, has completed or is active already is left as it is.
 *
 * @returns why it is left paused; `undefined` if it is not.
 * @throws HttpError when `aiplatform.schedules.get` or `.update` is denied; TimeoutError, ConnectionError, AuthError
 */
export async function resumeSchedule(
  vertexAi: VertexAi,
  name: string,
  deadline: Deadline,
  { lastResumeTime, isDeclaredPaused }: ResumeOptions,
): Promise<LeftPaused | undefined> {
  const schedule = await getSchedule(vertexAi, name, deadline);
  if (!schedule || stateOf(schedule) !== "PAUSED") return undefined;
  if (isDeclaredPaused(schedule)) return "declared";
  if (lastResumeTime !== undefined && lastResumeTime !== lastResumeTimeOf(schedule)) return "pausedAgain";
  try {
    await withRetries(() => vertexAi.schedules.resume(locationOf(name), name, deadline), {
      deadline,
      signal: vertexAi.client.transport.signal,
    });
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (!isRefusal(error)) throw error;
    if (stateOf(await getSchedule(vertexAi, name, deadline)) === "PAUSED") throw error;
  }
  return undefined;
}

/** A schedule as answered; `undefined` when it does not exist. */
async function getSchedule(
  { client, schedules }: VertexAi,
  name: string,
  deadline: Deadline,
): Promise<object | undefined> {
  const retry = { deadline, signal: client.transport.signal };
  return withRetries(() => schedules.get(locationOf(name), name, deadline), retry).catch(undefinedIfMissing);
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** When a schedule was last resumed; empty: never. A field that is missing from a get is empty. */
function lastResumeTimeOf(schedule: object): string {
  const time = fieldOf(schedule, "lastResumeTime");
  return typeof time === "string" ? time : "";
}

function locationOf(name: string): Location {
  const [, project = "", , region = ""] = name.split("/");
  return { project, region };
}
