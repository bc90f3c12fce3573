import { message } from "../../messages/message";
import { ConnectionError } from "../errors";
import { listPages, type Page } from "../http/paging";
import type { JobKind } from "../kinds/jobKind";
import { type ListedJob, readListedJob } from "../selection/listedJob";

/**
 * Lists jobs, each job once: what is created or ends meanwhile can move a job onto a later page as well.
 *
 * @param fetchPage - gets the page of a token, the first one without. Retries and the request budget are its own.
 * @throws ConnectionError for a listing without end and for an entry that is no job; and whatever `fetchPage` throws.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
 */
export async function* listJobs(
  kind: JobKind,
  fetchPage: (pageToken: string | undefined) => Promise<Page>,
): AsyncGenerator<ListedJob, void, undefined> {
  for await (const { jobs } of listJobPages(kind, fetchPage)) yield* jobs;
}

/** The jobs of a page. */
export interface JobPage {
  readonly jobs: readonly ListedJob[];
  readonly isLast: boolean;
}

/** {@link listJobs}, page by page. */
export async function* listJobPages(
  kind: JobKind,
  fetchPage: (pageToken: string | undefined) => Promise<Page>,
): AsyncGenerator<JobPage, void, undefined> {
  const names = new Set<string>();
  for await (const { entries, nextPageToken } of listPages("jobs", fetchPage)) {
    const jobs = entries.map((entry) => readEntry(kind, entry)).filter(({ name }) => !names.has(name));
    for (const { name } of jobs) names.add(name);
    yield { jobs, isLast: nextPageToken === undefined };
  }
}

function readEntry(kind: JobKind, body: unknown): ListedJob {
  const job = readListedJob(kind, body);
  if (!job) throw new ConnectionError(message("entryNoJob"));
  return job;
}
