import { getOrCreate } from "./getOrCreate";
import type { Location, Transport } from "./http/transport";
import { JobsClient } from "./jobs/jobsClient";
import type { JobKind } from "./kinds/jobKind";
import { ProjectNumbers } from "./location/projectNumbers";
import { SchedulesClient } from "./schedules/schedulesClient";
import { ActiveCustomJobs } from "./stopping/activeCustomJobs";
import { JobWatcher } from "./stopping/jobWatcher";
import { SharedCancels } from "./stopping/sharedCancels";
import { SharedLooks } from "./stopping/sharedLooks";

/** What everybody shares who looks at, cancels, or waits for jobs of one kind in one project and region. */
export interface SharedWork {
  readonly looks: SharedLooks;
  readonly cancels: SharedCancels;
  readonly watcher: JobWatcher;
}

/**
 * Vertex AI as one identity sees it: its methods, and the work that callers share. Nobody shares with another identity.
 */
export class VertexAi {
  private readonly shared = new Map<string, SharedWork>();
  private readonly customJobs = new Map<string, ActiveCustomJobs>();

  readonly projectNumbers: ProjectNumbers;
  readonly client: JobsClient;
  readonly schedules: SchedulesClient;

  constructor(transport: Transport) {
    this.projectNumbers = new ProjectNumbers((project, number) => transport.noteProjectNumber(project, number));
    this.client = new JobsClient(transport, this.projectNumbers);
    this.schedules = new SchedulesClient(transport, this.projectNumbers);
  }

  /** The work on jobs of a kind in a project and region. */
  sharedWorkOn(kind: JobKind, { project, region }: Location): SharedWork {
    const location = { project, region };
    return getOrCreate(this.shared, `${project}/${region}/${kind.collection}`, () => ({
      looks: new SharedLooks(this.client, kind, location),
      cancels: new SharedCancels(this.client, kind, location),
      watcher: new JobWatcher(this.client, kind, location),
    }));
  }

  /** The watcher that everybody shares who waits for such a job there. */
  watcherOf(kind: JobKind, location: Location): JobWatcher {
    return this.sharedWorkOn(kind, location).watcher;
  }

  /** Whether custom jobs run in a project and region. */
  activeCustomJobsOf({ project, region }: Location): ActiveCustomJobs {
    return getOrCreate(
      this.customJobs,
      `${project}/${region}`,
      () => new ActiveCustomJobs(this.client, { project, region }),
    );
  }
}
