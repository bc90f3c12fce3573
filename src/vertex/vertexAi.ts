import { DeletionClient } from "./deleting/deletionClient";
import { getOrCreate } from "./getOrCreate";
import type { Location } from "./http/call";
import type { Transport } from "./http/transport";
import { JobsClient } from "./jobs/jobsClient";
import type { JobKind } from "./kinds/jobKind";
import { ProjectNumbers } from "./location/projectNumbers";
import { SchedulesClient } from "./schedules/schedulesClient";
import { ActiveJobs } from "./stopping/activeJobs";
import { JobCoordinator } from "./stopping/jobCoordinator";

/**
 * Vertex AI as one identity sees it: its methods, and the work that callers share. Nobody shares with another identity.
 */
export class VertexAi {
  private readonly coordinators = new Map<string, JobCoordinator>();
  private readonly activeJobs = new Map<string, ActiveJobs>();

  readonly projectNumbers: ProjectNumbers;
  readonly client: JobsClient;
  readonly schedules: SchedulesClient;
  readonly deletion: DeletionClient;

  constructor(transport: Transport) {
    this.projectNumbers = new ProjectNumbers((project, number) => transport.noteProjectNumber(project, number));
    this.client = new JobsClient(transport, this.projectNumbers);
    this.schedules = new SchedulesClient(transport, this.projectNumbers);
    this.deletion = new DeletionClient(transport);
  }

  /** What stops jobs of a kind in a project and region. */
  coordinatorOf(kind: JobKind, { project, region }: Location): JobCoordinator {
    return getOrCreate(
      this.coordinators,
      `${project}/${region}/${kind.collection}`,
      () => new JobCoordinator(this.client, kind, { project, region }),
    );
  }

  /** Whether jobs of a kind run in a project and region. */
  activeJobsOf(kind: JobKind, { project, region }: Location): ActiveJobs {
    return getOrCreate(
      this.activeJobs,
      `${project}/${region}/${kind.collection}`,
      () => new ActiveJobs(this.client, kind, { project, region }),
    );
  }
}
