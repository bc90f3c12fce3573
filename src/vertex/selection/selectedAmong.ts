import { HttpError } from "../errors";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { jobIdOf } from "../jobs/jobName";
import { idFilters } from "../kinds/idFilters";
import { settleNames } from "../stopping/settleNames";
import type { VertexAi } from "../vertexAi";
import { Judge } from "./judge";
import type { ListedJob } from "./listedJob";
import { type Decision, listDecisions, readSelected, type Selection } from "./listSelected";
import { hasConditions } from "./selector";

/**
 * Finds out which of some jobs a selection matches now, in whatever state they are. A state that the selector names counts as
 * matched if the job was in it when it was found: a job that was stopped has left it.
 *
 * @param previousStates - the states in which the jobs were found, by their ids.
 * @returns the jobs as they are now.
 * @throws as {@link listSelected}
 */
export async function selectedAmong(
  vertexAi: VertexAi,
  location: Location,
  selection: Selection,
  previousStates: ReadonlyMap<string, string>,
  deadline: Deadline,
): Promise<ListedJob[]> {
  const { states, ...selector } = selection.selector;
  const inAnyState: Selection = {
    ...selection,
    selector: hasConditions(selector) ? selector : { allJobs: true },
    defaultStates: "any",
  };
  const found = new Map<string, ListedJob>();
  for await (const { name, job } of listAmong(vertexAi, location, inAnyState, [...previousStates.keys()], deadline)) {
    const previousState = previousStates.get(jobIdOf(name));
    if (previousState === undefined) continue;
    const isFound = job && (!states || states.includes(previousState) || states.includes(job.state));
    if (isFound) found.set(name, job);
    else found.delete(name);
    if (found.size === previousStates.size) break;
  }
  return [...found.values()];
}

/** Lists the jobs, perhaps among others. */
async function* listAmong(
  vertexAi: VertexAi,
  location: Location,
  selection: Selection,
  jobIds: readonly string[],
  deadline: Deadline,
): AsyncGenerator<Decision, void, undefined> {
  try {
    for (const idCondition of idFilters(selection.kind, jobIds)) {
      yield* listDecisions(vertexAi, location, { ...selection, idCondition }, deadline);
    }
    if (selection.kind.idFilter !== undefined) return;
  } catch (error) {
    // A service that does not know the filter refuses it, before any job has been listed.
    if (!(error instanceof HttpError && error.answer.status === 400)) throw error;
  }
  // A raw filter is evaluated by the server alone.
  if (selection.selector.filter !== undefined || selection.exclude?.filter !== undefined) {
    return yield* listDecisions(vertexAi, location, selection, deadline);
  }
  const { selector, exclude, ...context } = await settleNames(vertexAi, location, selection, deadline);
  const judge = new Judge(selector, exclude, context);
  for await (const job of readSelected(vertexAi, location, judge, jobIds, deadline)) {
    yield { name: job.name, job, isRepeated: false };
  }
}
