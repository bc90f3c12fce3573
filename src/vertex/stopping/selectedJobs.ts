import { getOrCreate } from "../getOrCreate";
import { allDone } from "../http/allDone";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { jobIdOf } from "../jobs/jobName";
import type { ListedJob } from "../selection/listedJob";
import { listSelected, type Selection } from "../selection/listSelected";
import type { VertexAi } from "../vertexAi";
import type { FoundJob } from "./foundJob";
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
    const key = `${location.region}/${kind.collection}`;
    const listing = getOrCreate(this.listings, key, () => new SharedListing(() => this.listIn(location, selection)));
    return (await listing.read()).get(jobIdOf(job.name));
  }

  private async listIn(location: Location, selection: Selection): Promise<JobsById> {
    const jobs = new Map<string, ListedJob>();
    for await (const job of listSelected(this.vertexAi, location, selection, this.scope.deadline)) {
      jobs.set(jobIdOf(job.name), job);
    }
    return jobs;
  }
}
