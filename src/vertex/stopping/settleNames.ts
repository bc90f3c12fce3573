import { Failure } from "../../messages/failure";
import { message } from "../../messages/message";
import { isMissing } from "../errors";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { FIRST_CONTACT_PATIENCE_MS, withRetries } from "../http/retry";
import { formatJobName, type JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import { isProjectNumber } from "../location/project";
import { parseAnyJobName } from "../selection/resourceKey";
import type { Exclusion, Selector } from "../selection/selector";
import type { VertexAi } from "../vertexAi";

/**
 * Spells full names so that `matches` can compare them with what a listing answers: names with the project's number. A
 * project id that the listing does not go by is replaced by its number, which takes one look at a job. A selected name
 * whose project can't be told is left out; an excluded one stays, and excludes every job of its region and id.
 *
 * @throws Failure for a name of another project than the listed one; TimeoutError, HttpError, ConnectionError, AuthError
 */
export async function settleNames<
  Given extends { readonly kind: JobKind; readonly selector: Selector; readonly exclude?: Exclusion },
>(vertexAi: VertexAi, location: Location, selection: Given, deadline: Deadline): Promise<Given> {
  const { kind, selector, exclude } = selection;
  const selected: string[] = [];
  const excluded: string[] = [];
  for (const name of selector.names ?? []) {
    const settled = await settleName(vertexAi, kind, location, name, deadline);
    if (settled !== undefined) selected.push(settled);
  }
  for (const name of exclude?.names ?? []) {
    excluded.push((await settleName(vertexAi, kind, location, name, deadline)) ?? name);
  }
  return {
    ...selection,
    ...(selector.names && { selector: { ...selector, names: selected } }),
    ...(exclude?.names && { exclude: { ...exclude, names: excluded } }),
  };
}

/** @returns `undefined` when it can't be told whether the name is one of the listed project. */
async function settleName(
  vertexAi: VertexAi,
  kind: JobKind,
  { project, region }: Location,
  name: string,
  deadline: Deadline,
): Promise<string | undefined> {
  const asked = parseAnyJobName(name);
  // A number is compared with that of each answer, and another kind or region with none.
  if (asked?.kind !== kind || asked.region !== region) return name;
  if (asked.project === project || isProjectNumber(asked.project)) return name;
  const number = isProjectNumber(project) ? await projectNumberOf(vertexAi, kind, asked, deadline) : undefined;
  if (number === undefined) return undefined;
  if (number !== project) throw new Failure(message("nameInOtherProject", { name, number, project }));
  return formatJobName(kind, { ...asked, project: number });
}

/** @returns `undefined` when the job does not exist. */
async function projectNumberOf(
  vertexAi: VertexAi,
  kind: JobKind,
  name: JobName,
  deadline: Deadline,
): Promise<string | undefined> {
  const { client, projectNumbers } = vertexAi;
  if (projectNumbers.of(name.project) === undefined) {
    const retry = { deadline, signal: client.transport.signal, patienceMs: FIRST_CONTACT_PATIENCE_MS };
    try {
      await withRetries(() => client.get(kind, name, deadline), retry);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return projectNumbers.of(name.project);
}
