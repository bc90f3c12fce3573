import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { withRetries } from "../http/retry";
import type { JobKind } from "../kinds/jobKind";
import type { VertexAi } from "../vertexAi";

/**
 * Looks for anything in a project that tells its number: a job or a schedule.
 *
 * @returns `undefined` where there is neither.
 * @throws TimeoutError, HttpError, ConnectionError, AuthError, AbortedError
 */
export async function lookUpProjectNumber(
  { client, schedules, projectNumbers }: VertexAi,
  kinds: readonly JobKind[],
  locations: readonly Location[],
  deadline: Deadline,
  { looksAtSchedules }: { readonly looksAtSchedules: boolean },
): Promise<string | undefined> {
  const retry = { deadline, signal: client.transport.signal };
  for (const location of locations) {
    const number = () => projectNumbers.of(location.project);
    for (const kind of kinds) {
      if (number() !== undefined) break;
      await withRetries(() => client.list(kind, location, { fields: ["name"] }, deadline), retry);
    }
    if (looksAtSchedules) await withRetries(() => schedules.list(location, {}, deadline), retry);
    if (number() !== undefined) return number();
  }
  return undefined;
}
