import { isDenied, isRefusal } from "../errors";
import type { Location } from "../http/call";
import { type Deadline, earliest } from "../http/deadline";
import { whenAllAborted } from "../http/unlessAborted";
import { isTerminal, type Job } from "../jobs/job";
import { type JobName, jobIdOf } from "../jobs/jobName";
import type { JobsClient, ListQuery } from "../jobs/jobsClient";
import { listJobPages } from "../jobs/listJobs";
import { idFilters, JOBS_PER_FILTER } from "../kinds/idFilters";
import { activeFilter, type JobKind } from "../kinds/jobKind";

/** One caller's look at a job. */
export interface LookRequest {
  readonly name: JobName;
  readonly deadline: Deadline;
  /** Aborted when the caller needs the answer no longer. */
  readonly signal: AbortSignal;
  /** Whether a listing may tell that the job has ended: it may lag behind. */
  readonly takesEnded: boolean;
}

/** How long no listing is read after one that has saved no request, in milliseconds. */
const USELESS_FOR_MS = 10_000;

/**
 * Listings that answer looks at several jobs of one kind in one project and region: one that is asked for these jobs by their
 * ids, or else one of all active jobs.
 */
export class LookListings {
  private mayList = true;
  private mayFilterByIds: boolean;
  private uselessUntilMs = 0;

  /** @param onRequest - called with each request. */
  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    private readonly location: Location,
    private readonly onRequest: () => void,
  ) {
    this.mayFilterByIds = kind.idFilter !== undefined;
  }

  /** Requests that looks at so many jobs take, as far as that can be told. */
  costOf(count: number): number {
    return this.mayList && this.mayFilterByIds ? Math.ceil(count / JOBS_PER_FILTER) : count;
  }

  /**
   * Lists jobs as long as each page finds more of the wanted jobs than it costs requests: in a busy project a listing can
   * have thousands of others.
   *
   * @returns wanted jobs by their ids. Of a job that is not among them, nothing is known.
   */
  async find(looks: readonly LookRequest[]): Promise<ReadonlyMap<string, Job>> {
    const found = new Map<string, Job>();
    if (looks.length < 2 || !this.mayList || performance.now() < this.uselessUntilMs) return found;
    const wanted = new Map(looks.map((look) => [look.name.jobId, look]));
    const needless = whenAllAborted(looks.map(({ signal }) => signal));
    let pages = 0;
    const isUseful = () => found.size < wanted.size && found.size > pages;
    try {
      for (const query of this.queries([...wanted.values()])) {
        for await (const { jobs } of this.pages(query, looks, needless.signal)) {
          pages += 1;
          for (const job of jobs) {
            const look = wanted.get(jobIdOf(job.name));
            if (look && this.takes(job, look)) found.set(look.name.jobId, { ...job, childJobs: undefined });
          }
          if (!isUseful()) break;
        }
        if (!isUseful()) break;
      }
      if (found.size < pages) this.uselessUntilMs = performance.now() + USELESS_FOR_MS;
    } catch (error) {
      // Each job is looked at by itself then, and its caller learns what is wrong.
      if (isDenied(error)) this.mayList = false;
      if (!isRefusal(error) || !this.mayFilterByIds) return found;
      this.mayFilterByIds = false;
      return await this.find(looks);
    } finally {
      needless.forget();
    }
    return found;
  }

  private queries(looks: readonly LookRequest[]): readonly ListQuery[] {
    const jobIds = looks.map(({ name }) => name.jobId);
    if (this.mayFilterByIds) return idFilters(this.kind, jobIds).map((filter) => ({ filter }));
    const mayHaveEnded = this.kind.isListedByUpdateTime && looks.every(({ takesEnded }) => takesEnded);
    if (mayHaveEnded) return [{ orderBy: "update_time desc" }];
    const filter = activeFilter(this.kind);
    return [filter === undefined ? {} : { filter }];
  }

  /** What a listing says of a job that may have ended, or of a state that it leaves out, is not taken from it. */
  private takes(job: Job, { takesEnded }: LookRequest): boolean {
    return job.state !== this.kind.unspecifiedState && (takesEnded || !isTerminal(this.kind, job));
  }

  private pages(query: ListQuery, looks: readonly LookRequest[], signal: AbortSignal) {
    // Whose time is up before the listing has ended is looked at alone.
    const deadline = earliest(looks.map((look) => look.deadline));
    return listJobPages(this.kind, (pageToken) => {
      this.onRequest();
      const page = { ...query, fields: this.kind.stateFields, ...(pageToken && { pageToken }) };
      return this.client.list(this.kind, this.location, page, deadline, signal);
    });
  }
}
