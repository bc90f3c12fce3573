import { ConnectionError } from "../errors";
import { listPages } from "../http/listPages";
import { type ListedJob, readListedJob } from "../selection/listedJob";

/** One page of a listing, as the API answers it. */
export interface JobsPage {
  readonly jobs: readonly unknown[];
  /** Absent or empty on the last page. */
  readonly nextPageToken?: string;
}

/**
 * Lists jobs, each job once: what is created or ends meanwhile can move a job onto a later page as well.
 *
 * @param fetchPage - gets the page of a token, the first one without. Retries and the request budget are its own.
 * @throws ConnectionError for a listing without end and for an entry that is no job; and whatever `fetchPage` throws.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
 */
export async function* listJobs(
  fetchPage: (pageToken: string | undefined) => Promise<JobsPage>,
): AsyncGenerator<ListedJob, void, undefined> {
  for await (const jobs of listJobPages(fetchPage)) yield* jobs;
}

/** {@link listJobs}, page by page. */
export async function* listJobPages(
  fetchPage: (pageToken: string | undefined) => Promise<JobsPage>,
): AsyncGenerator<readonly ListedJob[], void, undefined> {
  const names = new Set<string>();
  for await (const { jobs: bodies } of listPages("jobs", fetchPage)) {
    const jobs = bodies.map(readEntry).filter(({ name }) => !names.has(name));
    for (const { name } of jobs) names.add(name);
    yield jobs;
  }
}

function readEntry(body: unknown): ListedJob {
  const job = readListedJob(body);
  if (!job) throw new ConnectionError("cannot list jobs: the answer has an entry that is no job");
  return job;
}
