import { message } from "../../messages/message";
import { getOrCreate } from "../getOrCreate";
import type { Call, Location, Wanted } from "../http/call";
import type { Deadline } from "../http/deadline";
import { type Page, PageSize, readPage } from "../http/paging";
import type { Transport } from "../http/transport";
import type { JobKind } from "../kinds/jobKind";
import { nameIn, ProjectNumbers } from "../location/projectNumbers";
import { type ListedJob, readListedJob } from "../selection/listedJob";
import { batchCall } from "./batches";
import { type Job, readJob } from "./job";
import { formatJobName, isAnsweredName, type JobName } from "./jobName";

/** Which jobs to list, and what of them. */
export interface ListQuery {
  /** In the filter language of the list method; absent: all. */
  readonly filter?: string;
  /** Of the page before; absent: the first page. */
  readonly pageToken?: string;
  /** What of each job, where the list method has a mask; absent: all but its tasks. */
  readonly fields?: readonly string[];
  readonly orderBy?: string;
}

/** The methods of the API on jobs. Each call is one request, or one more where a page size is refused: retries are the caller's. */
export class JobsClient {
  private readonly pageSizes = new Map<JobKind, PageSize>();

  constructor(
    readonly transport: Transport,
    private readonly projectNumbers = new ProjectNumbers(),
  ) {}

  /**
   * Reads a job with its tasks. A field that the answer lacks is empty.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/get
   */
  async get(kind: JobKind, name: JobName, deadline: Deadline, signal?: AbortSignal): Promise<ListedJob> {
    const read = (json: unknown) => readJob(kind, json) && readListedJob(kind, json);
    return this.read(kind, name, { read, deadline, signal });
  }

  /**
   * Reads a job without its tasks.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   */
  async getState(kind: JobKind, name: JobName, deadline: Deadline, signal?: AbortSignal): Promise<Job> {
    const params = { fields: kind.stateFields.join(",") };
    const job = await this.read(kind, name, { read: (json) => readJob(kind, json), params, deadline, signal });
    return { ...job, childJobs: undefined };
  }

  /**
   * Reads of a job what a listing may show of it. A field that the answer lacks is empty.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   */
  async getListed(kind: JobKind, name: JobName, deadline: Deadline): Promise<ListedJob> {
    // A Struct as a whole: nobody has seen whether a mask reaches into one.
    const fields = kind.listedFields.map((path) => path.split(".")[0]).join(",");
    return this.read(kind, name, { read: (json) => readListedJob(kind, json), params: { fields }, deadline });
  }

  private async read<Found extends Job>(
    kind: JobKind,
    name: JobName,
    { read, ...call }: Pick<Call, "params" | "deadline" | "signal"> & { read(json: unknown): Found | undefined },
  ): Promise<Found> {
    const path = formatJobName(kind, name);
    const permission = `${kind.permissionPrefix}.get`;
    const tried = message("cannotGet", { name: path });
    return this.transport.fetch(name, { method: "GET", path, permission, tried, ...call }, (json) => {
      const job = read(json);
      // Another job's state says nothing of this one.
      if (!job || !isAnsweredName(kind, name, job.name)) return undefined;
      this.projectNumbers.note(name.project, job.name);
      return job;
    });
  }

  /**
   * Asks the service to cancel a job. Success means that it was asked, not that the job stops.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError, NeedlessError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/cancel
   */
  async cancel(kind: JobKind, name: JobName, wanted: Wanted): Promise<void> {
    const job = formatJobName(kind, name);
    const permission = `${kind.permissionPrefix}.cancel`;
    const tried = message("cannotCancel", { name: job });
    const call = { method: "POST", path: `${job}:cancel`, permission, tried, countsAs: "cancel", ...wanted } as const;
    await this.transport.command(name, call);
  }

  /**
   * Asks the service to cancel up to 32 jobs of one project and region. It answers before it has looked at them: a batch
   * with a job that does not exist fails later, and cancels none.
   *
   * @param jobIdsLeft - called just before the request is sent; returns the ids to send. Default: all.
   * @throws AuthError, ConnectionError, HttpError, AbortedError; NeedlessError if no job is left
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/batchCancel
   */
  async batchCancel(
    kind: JobKind,
    location: Location,
    jobIds: readonly string[],
    wanted: Omit<Wanted, "isNeedless">,
    jobIdsLeft = () => jobIds,
  ): Promise<void> {
    const call = batchCall(kind, location, jobIds, "cancel", jobIdsLeft);
    await this.transport.command(location, { ...call, ...wanted, isNeedless: () => jobIdsLeft().length === 0 });
  }

  /**
   * Reads one page of a listing, of as many jobs as the service allows on one, and at most 100.
   *
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
   */
  async list(
    kind: JobKind,
    location: Location,
    { fields, ...query }: ListQuery,
    deadline: Deadline,
    signal?: AbortSignal,
  ): Promise<Page> {
    const path = collectionOf(kind, location);
    const permission = `${kind.permissionPrefix}.list`;
    const tried = message("cannotList", { parent: path });
    return this.pageSizeOf(kind).ask((pageSize) => {
      const readMask = kind.hasReadMask ? fields?.join(",") : undefined;
      const params = { ...(pageSize && { pageSize }), ...query, ...(readMask && { readMask }) };
      const call = { method: "GET", path, params, permission, tried, deadline, signal } as const;
      return this.transport.fetch(location, call, (json) => {
        const page = readPage(json, kind.collection);
        if (page) this.projectNumbers.note(location.project, nameIn(page.entries[0]));
        return page;
      });
    });
  }

  private pageSizeOf(kind: JobKind): PageSize {
    return getOrCreate(this.pageSizes, kind, () => new PageSize());
  }
}

function collectionOf(kind: JobKind, { project, region }: Location): string {
  return `projects/${project}/locations/${region}/${kind.collection}`;
}
