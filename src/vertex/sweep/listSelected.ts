import type { Deadline } from "../deadline";
import { PIPELINE_JOBS } from "../jobKind";
import { listJobs } from "../listJobs";
import { FIRST_CONTACT_PATIENCE_MS, withRetries } from "../retry";
import { compileFilter } from "../selector/compileFilter";
import { type ListedJob, READ_MASK } from "../selector/listedJob";
import { isExcluded, matches } from "../selector/matches";
import { type Exclusion, type SelectionContext, type Selector, toSelector } from "../selector/selector";
import type { Place } from "../transport";
import type { VertexAi } from "../vertexAi";

/** Which jobs are meant. */
export interface Selection extends SelectionContext {
  /** One that `checkSelector` has nothing against. */
  readonly selector: Selector;
  readonly exclude?: Exclusion;
}

/** What is selected and not excluded, of conditions that `checkSelector` has nothing against. */
export function selectionOf(selector: object, exclude: object | undefined, context: SelectionContext): Selection {
  return { ...context, selector: toSelector(selector), ...(exclude && { exclude: toSelector(exclude) }) };
}

/**
 * The jobs of a project and region that are meant: filtered by the server as far as it can, and each one checked here
 * again.
 *
 * @throws TimeoutError, HttpError, ConnectionError, AuthError, AbortedError
 */
export async function* listSelected(
  vertexAi: VertexAi,
  place: Place,
  { selector, exclude, ...context }: Selection,
  deadline: Deadline,
): AsyncGenerator<ListedJob, void, undefined> {
  const listed = list(vertexAi, place, compileFilter(selector, context), deadline);
  if (exclude?.filter === undefined) {
    for await (const job of listed) if (matches(job, selector, exclude, context)) yield job;
    return;
  }
  const selected: ListedJob[] = [];
  for await (const job of listed) if (matches(job, selector, undefined, context)) selected.push(job);
  // Listed after the others, so that it knows of each of them.
  const spared = new Set<string>();
  for await (const { name } of list(vertexAi, place, `(${exclude.filter.trim()})`, deadline)) spared.add(name);
  for (const job of selected) if (!spared.has(job.name) || !isExcluded(job, exclude, context)) yield job;
}

function list({ client }: VertexAi, place: Place, filter: string | undefined, deadline: Deadline) {
  const retry = { deadline, signal: client.transport.signal, patienceMs: FIRST_CONTACT_PATIENCE_MS };
  return listJobs((pageToken) => {
    const query = {
      readMask: READ_MASK,
      ...(filter && { filter }),
      ...(pageToken && { pageToken }),
    };
    return withRetries(() => client.list(PIPELINE_JOBS, place, query, deadline), retry);
  });
}
