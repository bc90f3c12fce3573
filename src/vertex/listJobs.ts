import { ConnectionError } from "./errors";
import { listPages } from "./listPages";
import { type ListedJob, readListedJob } from "./selector/listedJob";

/** One page of a listing, as the API answers it. */
export interface JobsPage {
  readonly jobs: readonly unknown[];
  /** Absent or empty on the last page. */
  readonly nextPageToken?: string;
}

/**
 * Lists jobs page by page, each job once: what is created or ends meanwhile can move a job onto a later page as well.
 *
 * @param fetchPage - gets the page of a token, the first one without. Retries and the request budget are its own.
 * @throws ConnectionError for a listing without end and for an entry that is no job; and whatever `fetchPage` throws.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
 */
export async function* listJobs(
  fetchPage: (pageToken: string | undefined) => Promise<JobsPage>,
): AsyncGenerator<ListedJob, void, undefined> {
  const names = new Set<string>();
  for await (const { jobs } of listPages("jobs", fetchPage)) {
    for (const body of jobs) {
      const job = readListedJob(body);
      if (!job) throw new ConnectionError("cannot list jobs: the answer has an entry that is no job");
      if (names.has(job.name)) continue;
      names.add(job.name);
      yield job;
    }
  }
}
