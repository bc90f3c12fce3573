import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import type { JobKind } from "../kinds/jobKind";
import { updateTimeMsOf } from "../stopping/watch";
import type { Job } from "./job";
import { jobIdOf } from "./jobName";
import type { JobsClient } from "./jobsClient";
import { listJobPages } from "./listJobs";

/** What has changed last comes first. */
const ORDER = "update_time desc";

/** Which changes to list, and for whom. */
export interface ChangeQuery {
  /** In the filter language of the list method. */
  readonly filter: string;
  /** Jobs that somebody waits for. */
  readonly jobIds: ReadonlySet<string>;
  /** Whether changes may be left out that are older than one that an earlier listing had. */
  readonly mayEndEarly: boolean;
  /** Whether it is worth its requests to read a further page, when so many jobs were found on so many pages. */
  isWorthMore(found: number, pages: number): boolean;
  readonly deadline: Deadline;
  /** Aborted when nobody waits any longer. */
  readonly signal: AbortSignal;
  /** Called with each request. */
  readonly onRequest: () => void;
}

/** What a listing has told. */
export interface Changes {
  /** Jobs that somebody waits for, by their ids. */
  readonly jobs: ReadonlyMap<string, Job>;
  /** When any job that is listed has changed last, in the server's time. */
  readonly untilMs: number;
  /** Whether it was read so far that a job which is not in it has not changed. */
  readonly isComplete: boolean;
}

/** Lists changed jobs, the last change first, and no further than there is something to learn. */
export class ChangeListing {
  /** Changes that were listed, and when each was, in the server's time. */
  private readonly known = new Map<string, number>();

  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    private readonly location: Location,
  ) {}

  /**
   * Lists until every job has been found that somebody waits for; or, where that may be, until a page ends with a change
   * that an earlier listing had; or until it is not worth more.
   *
   * @returns what it has told; other jobs may be many, and none is kept.
   * @throws HttpError, ConnectionError, AuthError, AbortedError
   */
  async list({ jobIds, mayEndEarly, isWorthMore, ...query }: ChangeQuery): Promise<Changes> {
    const jobs = new Map<string, Job>();
    const changes = new Map<string, number>();
    let pages = 0;
    let isComplete = true;
    for await (const { jobs: page, isLast } of this.pages(query)) {
      pages += 1;
      for (const job of page) {
        changes.set(changeOf(job), updateTimeMsOf(job));
        const jobId = jobIdOf(job.name);
        // A listing does not tell of the tasks.
        if (jobIds.has(jobId)) jobs.set(jobId, { ...job, childJobs: undefined });
      }
      if (jobs.size === jobIds.size || (mayEndEarly && this.endsWithKnown(page))) break;
      isComplete = isLast || isWorthMore(jobs.size, pages);
      if (!isComplete) break;
    }
    // Not before: of a listing that fails, nobody has learned anything.
    for (const [change, changedMs] of changes) this.known.set(change, changedMs);
    return { jobs, untilMs: [...changes.values()].reduce((one, other) => Math.max(one, other), 0), isComplete };
  }

  /** Forgets changes that are not listed any more. */
  forgetBefore(ms: number): void {
    for (const [change, changedMs] of this.known) if (changedMs < ms) this.known.delete(change);
  }

  private pages({ filter, deadline, signal, onRequest }: Omit<ChangeQuery, "jobIds" | "mayEndEarly" | "isWorthMore">) {
    return listJobPages(this.kind, (pageToken) => {
      onRequest();
      const query = { filter, orderBy: ORDER, fields: this.kind.stateFields, ...(pageToken && { pageToken }) };
      return this.client.list(this.kind, this.location, query, deadline, signal);
    });
  }

  /** Whether what comes after a page is older than a change that is known: only where it is in the order asked for. */
  private endsWithKnown(page: readonly Job[]): boolean {
    const last = page.at(-1);
    const isOrdered = page.every((job, at) => at === 0 || updateTimeMsOf(page[at - 1] as Job) >= updateTimeMsOf(job));
    return last !== undefined && isOrdered && this.known.has(changeOf(last));
  }
}

/** A job in the state in which a listing shows it. */
function changeOf({ name, state, updateTime }: Job): string {
  return `${name} ${state} ${updateTime}`;
}
