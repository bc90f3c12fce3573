import { HttpError, isMissing } from "../errors";
import { allDone } from "../http/allDone";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { FIRST_CONTACT_PATIENCE_MS, withRetries } from "../http/retry";
import { jobIdOf } from "../jobs/jobName";
import { listJobs } from "../jobs/listJobs";
import type { JobKind } from "../kinds/jobKind";
import { settleNames } from "../stopping/settleNames";
import type { VertexAi } from "../vertexAi";
import { compileFilter } from "./compileFilter";
import { Judge, type Question } from "./judge";
import type { ListedJob } from "./listedJob";
import { mayMatch } from "./mayMatch";
import { type Exclusion, type SelectionContext, type Selector, toSelector } from "./selector";

/** Which jobs are selected. */
export interface Selection extends SelectionContext {
  /** One that `checkSelector` has nothing against. */
  readonly selector: Selector;
  readonly exclude?: Exclusion;
}

/** What is selected and not excluded, of conditions that `checkSelector` has nothing against. */
export function selectionOf(selector: object, exclude: object | undefined, context: SelectionContext): Selection {
  return { ...context, selector: toSelector(selector), ...(exclude && { exclude: toSelector(exclude) }) };
}

/** {@link selectionOf} for each of several kinds. */
export function selectionsOf(
  selector: object,
  exclude: object | undefined,
  { kinds, ...context }: Omit<SelectionContext, "kind"> & { readonly kinds: readonly JobKind[] },
): readonly Selection[] {
  return kinds.map((kind) => selectionOf(selector, exclude, { kind, ...context }));
}

/** Jobs that are read by themselves at once; the request budget spaces them further. */
const READ_AT_ONCE = 16;

/** Whether a job is selected. Of several decisions on one job, the last one counts. */
export interface Decision {
  /** Full name, as listed. */
  readonly name: string;
  /** The job as it was read last; absent: it was selected at first and is not any more. */
  readonly job: ListedJob | undefined;
  /** Whether an earlier decision has selected the job. */
  readonly isRepeated: boolean;
}

/**
 * The selected jobs of a project and region, each one once, as {@link listDecisions} selects it first.
 *
 * @throws as {@link listDecisions}
 */
export async function* listSelected(
  ...asked: Parameters<typeof listDecisions>
): AsyncGenerator<ListedJob, void, undefined> {
  for await (const { job, isRepeated } of listDecisions(...asked)) if (job && !isRepeated) yield job;
}

/**
 * Decisions on the jobs of a project and region: filtered by the server as far as it can, and each one checked here
 * again. A job is yielded as soon as it is decided. Where that hinges on fields that the listing leaves out, it is decided
 * after the listing: by listings with the filter of an exclusion, and else by reading the job itself. A later
 * listing that shows a selected job again gives a new decision.
 *
 * @throws HttpError when `aiplatform.pipelineJobs.list` is denied, or `.get` where a job has to be read; TimeoutError,
 *   ConnectionError, AuthError, AbortedError
 */
export async function* listDecisions(
  vertexAi: VertexAi,
  location: Location,
  selection: Selection,
  deadline: Deadline,
): AsyncGenerator<Decision, void, undefined> {
  if (!mayMatch(selection)) return;
  const { selector, exclude, ...context } = await settleNames(vertexAi, location, selection, deadline);
  const judge = new Judge(selector, exclude, context);
  const selected = new Set<string>();
  const select = (job: ListedJob): Decision => {
    const isRepeated = selected.has(job.name);
    selected.add(job.name);
    return { name: job.name, job, isRepeated };
  };
  let open: ListedJob[] = [];
  const listing = {
    kind: selection.kind,
    filter: compileFilter(selector, context),
    fields: selection.kind.listedFields,
  };
  for await (const job of list(vertexAi, location, listing, deadline)) {
    judge.see(job);
    const verdict = judge.verdictOf(job);
    if (verdict === undefined) open.push(job);
    else if (verdict) yield select(job);
  }
  yield* open.filter((job) => judge.verdictOf(job) === true).map(select);
  open = open.filter((job) => judge.verdictOf(job) === undefined);
  if (open[0] === undefined) return;
  // Listed after the others, so that each of them is listed again.
  for (const question of judge.questions(open[0])) await ask(vertexAi, location, judge, question, deadline);
  const answered = open.filter((job) => judge.verdictOf(job) === true);
  open = open.filter((job) => judge.verdictOf(job) === undefined);
  if (answered.length > 0) {
    // An exclusion is answered by a listing without the job. One that has ended meanwhile is in none.
    const now = new Map<string, ListedJob>();
    for await (const job of list(vertexAi, location, listing, deadline)) now.set(job.name, job);
    for (const name of [...selected, ...answered.map((job) => job.name)]) {
      const job = now.get(name);
      const verdict = job && judge.verdictOf(job);
      if (job && verdict) yield select(job);
      else if (selected.has(name)) yield { name, job: undefined, isRepeated: true };
      if (job && verdict === undefined) open.push(job);
    }
  }
  const openIds = open.map(({ name }) => jobIdOf(name));
  for await (const job of readSelected(vertexAi, location, judge, openIds, deadline)) yield select(job);
}

function list(
  { client }: VertexAi,
  location: Location,
  {
    kind,
    filter,
    fields,
  }: { readonly kind: JobKind; readonly filter: string | undefined; readonly fields: readonly string[] },
  deadline: Deadline,
) {
  const retry = { deadline, signal: client.transport.signal, patienceMs: FIRST_CONTACT_PATIENCE_MS };
  return listJobs(kind, (pageToken) => {
    const query = { fields, ...(filter && { filter }), ...(pageToken && { pageToken }) };
    return withRetries(() => client.list(kind, location, query, deadline), retry);
  });
}

/** Answers a question by listing. Where the service refuses our own filter, jobs are read instead. */
async function ask(vertexAi: VertexAi, location: Location, judge: Judge, question: Question, deadline: Deadline) {
  const names = new Set<string>();
  try {
    const listing = { kind: judge.kind, filter: question.filter, fields: ["name"] };
    for await (const { name } of list(vertexAi, location, listing, deadline)) names.add(name);
    judge.answer(question, names);
  } catch (error) {
    const isRefused = error instanceof HttpError && error.answer.status === 400;
    if (!isRefused || question.condition.reads === "filter") throw error;
  }
}

/** Reads jobs by themselves, side by side. One that is gone is no longer selected. */
export async function* readSelected(
  { client }: VertexAi,
  location: Location,
  judge: Judge,
  jobIds: readonly string[],
  deadline: Deadline,
): AsyncGenerator<ListedJob, void, undefined> {
  const retry = { deadline, signal: client.transport.signal };
  const read = async (jobId: string): Promise<ListedJob | undefined> => {
    try {
      return await withRetries(() => client.getListed(judge.kind, { ...location, jobId }, deadline), retry);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  };
  for (let at = 0; at < jobIds.length; at += READ_AT_ONCE) {
    const found = await allDone(jobIds.slice(at, at + READ_AT_ONCE).map(read));
    for (const job of found) if (job && judge.matches(job)) yield job;
  }
}
