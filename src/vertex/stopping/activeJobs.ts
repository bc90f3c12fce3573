import { isDenied } from "../errors";
import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import type { JobsClient } from "../jobs/jobsClient";
import { activeFilter, type JobKind } from "../kinds/jobKind";
import { SharedListing } from "./sharedListing";

/** Whether any job of a kind runs in a project and region. */
export class ActiveJobs {
  private readonly listing = new SharedListing((deadline: Deadline) => this.list(deadline));
  private mayList = true;

  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    private readonly location: Location,
  ) {}

  /** @returns `false` if none runs for sure; else one may. */
  async mayExist(deadline: Deadline): Promise<boolean> {
    return !this.mayList || this.listing.read(deadline);
  }

  private async list(deadline: Deadline): Promise<boolean> {
    const filter = activeFilter(this.kind);
    const query = { fields: ["name"], ...(filter !== undefined && { filter }) };
    try {
      const { entries, nextPageToken } = await this.client.list(this.kind, this.location, query, deadline);
      return entries.length > 0 || nextPageToken !== undefined;
    } catch (error) {
      // Reading the job answers the same.
      if (isDenied(error)) this.mayList = false;
      return true;
    }
  }
}
