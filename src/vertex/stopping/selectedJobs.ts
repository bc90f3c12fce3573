import { getOrCreate } from "../getOrCreate";
import { allDone } from "../http/allDone";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { jobIdOf } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import { Judge } from "../selection/judge";
import type { ListedJob } from "../selection/listedJob";
import { listDecisions, type Selection } from "../selection/listSelected";
import type { VertexAi } from "../vertexAi";
import type { FoundJob } from "./foundJob";
import { settleNames } from "./settleNames";
import { type JobsById, SharedListing } from "./sharedListing";

/** Which jobs are swept. */
export interface SweepScope {
  /** Projects and regions to sweep. */
  readonly locations: readonly Location[];
  /** One for each kind of jobs. */
  readonly selections: readonly Selection[];
  readonly deadline: Deadline;
}

/** The jobs that a sweep is about. */
export class SelectedJobs {
  private readonly listings = new Map<string, SharedListing<JobsById>>();
  /** The jobs in the last listing of each kind and location. */
  private readonly shown = new Map<string, JobsById>();

  constructor(
    private readonly vertexAi: VertexAi,
    private readonly scope: SweepScope,
  ) {}

  /** Lists what is selected, of all kinds in all locations. */
  async list(): Promise<FoundJob[]> {
    const { locations, selections } = this.scope;
    const listings = locations.flatMap((location) =>
      selections.map(async (selection) => {
        const { kind } = selection;
        const jobs = await this.listIn(location, selection);
        return [...jobs.values()].map((job) => ({ kind, location, job }));
      }),
    );
    return (await allDone(listings)).flat();
  }

  /** Finds a job if it is selected now. One listing tells it for all jobs of its kind and location that are asked for at once. */
  async find({ kind, location, job }: FoundJob): Promise<ListedJob | undefined> {
    const selection = this.scope.selections.find((one) => one.kind === kind);
    if (!selection) return undefined;
    const listing = getOrCreate(
      this.listings,
      keyOf(location, kind),
      () => new SharedListing(() => this.listIn(location, selection)),
    );
    return (await listing.read()).get(jobIdOf(job.name));
  }

  /** Whether a job is certainly not selected any more, as it was read by itself. */
  async rejects({ kind, location }: FoundJob, read: ListedJob): Promise<boolean> {
    const selection = this.scope.selections.find((one) => one.kind === kind);
    if (!selection) return false;
    const settled = await settleNames(this.vertexAi, location, selection, this.scope.deadline);
    const { selector, exclude, ...context } = settled;
    return new Judge(selector, exclude, context).rejects(read);
  }

  /** A job in the last listing, which may have been for other jobs; `undefined` if it was not in it. */
  last({ kind, location, job }: FoundJob): ListedJob | undefined {
    return this.shown.get(keyOf(location, kind))?.get(jobIdOf(job.name));
  }

  private async listIn(location: Location, selection: Selection): Promise<JobsById> {
    const jobs = new Map<string, ListedJob>();
    for await (const { name, job } of listDecisions(this.vertexAi, location, selection, this.scope.deadline)) {
      if (job) jobs.set(jobIdOf(name), job);
      else jobs.delete(jobIdOf(name));
    }
    this.shown.set(keyOf(location, selection.kind), jobs);
    return jobs;
  }
}

function keyOf({ region }: Location, { collection }: JobKind): string {
  return `${region}/${collection}`;
}
