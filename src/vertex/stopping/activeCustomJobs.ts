import { isDenied } from "../errors";
import type { Deadline } from "../http/deadline";
import type { Location } from "../http/transport";
import type { JobsClient } from "../jobs/jobsClient";
import { CUSTOM_JOBS } from "../kinds/kinds";

/** Whether any custom job runs in a project and region: one listing answers everybody who asks before it begins. */
export class ActiveCustomJobs {
  private next: Promise<boolean> | undefined;
  private mayList = true;

  constructor(
    private readonly client: JobsClient,
    private readonly location: Location,
  ) {}

  /** @returns `false` if none runs for sure; else one may. */
  async mayExist(deadline: Deadline): Promise<boolean> {
    if (!this.mayList) return true;
    this.next ??= new Promise((resolve) => setImmediate(resolve)).then(() => {
      this.next = undefined;
      return this.list(deadline);
    });
    return this.next;
  }

  private async list(deadline: Deadline): Promise<boolean> {
    const filter = CUSTOM_JOBS.activeStates.map((state) => `state="${state}"`).join(" OR ");
    try {
      const query = { filter, readMask: "name" };
      const { entries, nextPageToken } = await this.client.list(CUSTOM_JOBS, this.location, query, deadline);
      return entries.length > 0 || nextPageToken !== undefined;
    } catch (error) {
      // Reading the job answers the same.
      if (isDenied(error)) this.mayList = false;
      return true;
    }
  }
}
