import { isDenied } from "../errors";
import { type Deadline, earliest } from "../http/deadline";
import type { Location } from "../http/transport";
import { whenAllAborted } from "../http/unlessAborted";
import { isTerminal, type Job, STATE_FIELDS } from "../jobs/job";
import { type JobName, jobIdOf } from "../jobs/jobName";
import type { JobsClient, ListQuery } from "../jobs/jobsClient";
import { listJobPages } from "../jobs/listJobs";
import { activeFilter, type JobKind } from "../kinds/jobKind";
import { type Asked, Gathering } from "./gathering";

/** One caller's look at a job. */
interface LookRequest {
  readonly name: JobName;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  readonly takesEnded: boolean;
}

type Look = Asked<LookRequest, Job>;

/** How long a listing is not read again that has saved no request, in milliseconds. */
const USELESS_FOR_MS = 10_000;

/** A listing that can answer looks. */
interface UsefulListing {
  readonly query: ListQuery;
  /** Whether what it says of a job is taken from it. */
  takes(job: Job): boolean;
  /** Until when it is not read, on the monotonic clock, in milliseconds. */
  uselessUntilMs: number;
}

/**
 * Looks at jobs of one kind in one project and region, for everybody in this process. A look that is alone is a `get`. Looks
 * that come together are answered by a listing of active jobs, and by a `get` for each job that is not in it.
 */
export class SharedLooks {
  private readonly looks = new Gathering<LookRequest, Job>({ send: (looks) => this.answer(looks), isFirstAlone: true });
  private mayList = true;
  private readonly active: UsefulListing;
  private readonly ended: UsefulListing;

  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    private readonly location: Location,
  ) {
    this.active = {
      query: { filter: activeFilter(kind) },
      // It may lag behind, or leave the state out.
      takes: (job) => !isTerminal(kind, job) && job.state !== kind.unspecifiedState,
      uselessUntilMs: 0,
    };
    this.ended = {
      query: { orderBy: "update_time desc" },
      takes: (job) => isTerminal(kind, job),
      uselessUntilMs: 0,
    };
  }

  /**
   * Reads the state of a job. The answer has no tasks.
   *
   * @param signal - aborted when the caller needs the answer no longer.
   * @param takesEnded - whether a listing may say that the job has ended: it may lag behind.
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   */
  async look(name: JobName, deadline: Deadline, signal: AbortSignal, takesEnded = false): Promise<Job> {
    return this.looks.ask({ name, deadline, signal, takesEnded });
  }

  private async answer(looks: readonly Look[]): Promise<void> {
    const active = await this.list(looks, this.active);
    const open = looks.filter(({ name, takesEnded }) => takesEnded && !active.has(name.jobId));
    const ended = this.kind.isListedByUpdateTime ? await this.list(open, this.ended) : new Map<string, Job>();
    await Promise.all(
      looks.map((look) => {
        const job = active.get(look.name.jobId) ?? ended.get(look.name.jobId);
        return job ? look.resolve(job) : this.get(look);
      }),
    );
  }

  private async get({ name, deadline, signal, resolve, reject }: Look): Promise<void> {
    try {
      resolve(await this.client.getState(this.kind, name, deadline, signal));
    } catch (error) {
      reject(error);
    }
  }

  /**
   * Lists jobs as long as each page finds more of the wanted jobs than it costs requests: in a busy project a listing can
   * have thousands of others.
   *
   * @returns wanted jobs by their ids. Of a job that is not among them, nothing is known.
   */
  private async list(looks: readonly Look[], listing: UsefulListing): Promise<ReadonlyMap<string, Job>> {
    const found = new Map<string, Job>();
    if (looks.length < 2 || !this.mayList || performance.now() < listing.uselessUntilMs) return found;
    const wanted = new Set(looks.map(({ name }) => name.jobId));
    const needless = whenAllAborted(looks.map(({ signal }) => signal));
    let pages = 0;
    try {
      for await (const jobs of this.pages(looks, listing.query, needless.signal)) {
        pages += 1;
        for (const job of jobs) {
          const jobId = jobIdOf(job.name);
          if (wanted.has(jobId) && listing.takes(job)) found.set(jobId, { ...job, childCustomJobs: undefined });
        }
        if (found.size === wanted.size || found.size <= pages) break;
      }
      if (found.size < pages) listing.uselessUntilMs = performance.now() + USELESS_FOR_MS;
    } catch (error) {
      // Each job is looked at by itself then, and its caller learns what is wrong.
      if (isDenied(error)) this.mayList = false;
    } finally {
      needless.forget();
    }
    return found;
  }

  private pages(looks: readonly Look[], query: ListQuery, signal: AbortSignal) {
    // Whose time is up before the listing has ended is looked at alone.
    const deadline = earliest(looks.map((look) => look.deadline));
    return listJobPages(this.kind, (pageToken) => {
      const page = { ...query, readMask: STATE_FIELDS, ...(pageToken && { pageToken }) };
      return this.client.list(this.kind, this.location, page, deadline, signal);
    });
  }
}
