import { getOrCreate } from "./getOrCreate";
import type { Location } from "./http/call";
import type { Transport } from "./http/transport";
import { JobsClient } from "./jobs/jobsClient";
import type { JobKind } from "./kinds/jobKind";
import { ProjectNumbers } from "./location/projectNumbers";
import { SchedulesClient } from "./schedules/schedulesClient";
import { ActiveCustomJobs } from "./stopping/activeCustomJobs";
import { JobCoordinator } from "./stopping/jobCoordinator";

/**
 * Vertex AI as one identity sees it: its methods, and the work that callers share. Nobody shares with another identity.
 */
export class VertexAi {
  private readonly coordinators = new Map<string, JobCoordinator>();
  private readonly customJobs = new Map<string, ActiveCustomJobs>();

  readonly projectNumbers: ProjectNumbers;
  readonly client: JobsClient;
  readonly schedules: SchedulesClient;

  constructor(transport: Transport) {
    this.projectNumbers = new ProjectNumbers((project, number) => transport.noteProjectNumber(project, number));
    this.client = new JobsClient(transport, this.projectNumbers);
    this.schedules = new SchedulesClient(transport, this.projectNumbers);
  }

  /** What stops jobs of a kind in a project and region. */
  coordinatorOf(kind: JobKind, { project, region }: Location): JobCoordinator {
    return getOrCreate(
      this.coordinators,
      `${project}/${region}/${kind.collection}`,
      () => new JobCoordinator(this.client, kind, { project, region }),
    );
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
