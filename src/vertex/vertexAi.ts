import type { Location, Transport } from "./http/transport";
import { JobsClient } from "./jobs/jobsClient";
import type { JobKind } from "./kinds/jobKind";
import { ProjectNumbers } from "./location/projectNumbers";
import { SchedulesClient } from "./schedules/schedulesClient";
import { JobWatcher } from "./stopping/jobWatcher";

/** Vertex AI as one identity sees it: its methods, and one watcher for each kind of job, project and region. */
export class VertexAi {
  private readonly watchers = new Map<string, JobWatcher>();

  readonly projectNumbers = new ProjectNumbers();
  readonly client: JobsClient;
  readonly schedules: SchedulesClient;

  constructor(transport: Transport) {
    this.client = new JobsClient(transport, this.projectNumbers);
    this.schedules = new SchedulesClient(transport, this.projectNumbers);
  }

  /** The watcher that everyone shares who waits for such a job there. */
  watcherOf(kind: JobKind, { project, region }: Location): JobWatcher {
    const key = `${project}/${region}/${kind.collection}`;
    const known = this.watchers.get(key);
    if (known) return known;
    const watcher = new JobWatcher(this.client, kind, { project, region });
    this.watchers.set(key, watcher);
    return watcher;
  }
}
