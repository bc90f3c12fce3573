import { isDenied } from "../errors";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import type { JobsClient } from "../jobs/jobsClient";
import { activeFilter } from "../kinds/jobKind";
import { CUSTOM_JOBS } from "../kinds/kinds";
import { SharedListing } from "./sharedListing";

/** Whether any custom job runs in a project and region. */
export class ActiveCustomJobs {
  private readonly listing = new SharedListing((deadline: Deadline) => this.list(deadline));
  private mayList = true;

  constructor(
    private readonly client: JobsClient,
    private readonly location: Location,
  ) {}

  /** @returns `false` if none runs for sure; else one may. */
  async mayExist(deadline: Deadline): Promise<boolean> {
    return !this.mayList || this.listing.read(deadline);
  }

  private async list(deadline: Deadline): Promise<boolean> {
    const query = { filter: activeFilter(CUSTOM_JOBS), readMask: "name" };
    try {
      const { entries, nextPageToken } = await this.client.list(CUSTOM_JOBS, this.location, query, deadline);
      return entries.length > 0 || nextPageToken !== undefined;
    } catch (error) {
      // Reading the job answers the same.
      if (isDenied(error)) this.mayList = false;
      return true;
    }
  }
}
