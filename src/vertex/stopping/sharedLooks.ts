import type { Location } from "../http/call";
import type { Deadline } from "../http/deadline";
import { isTerminal, type Job } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import type { JobsClient } from "../jobs/jobsClient";
import type { JobKind } from "../kinds/jobKind";
import { Gathering } from "./gathering";
import { LookListings, type LookRequest } from "./lookListings";

/**
 * Looks at jobs of one kind in one project and region, for everybody in this process. A look that is alone is a `get`. Looks
 * that come together are answered by a listing, and by a `get` for each job that is not in it.
 */
export class SharedLooks {
  private readonly gathering = new Gathering<LookRequest, Job>({
    send: async (looks) => {
      const answers = this.lookTogether(looks);
      await Promise.all(answers.map((answer, index) => answer.then(looks[index]?.resolve, looks[index]?.reject)));
    },
    isFirstAlone: true,
  });
  private readonly listings: LookListings;
  private requests = 0;

  constructor(
    private readonly client: JobsClient,
    private readonly kind: JobKind,
    location: Location,
  ) {
    this.listings = new LookListings(client, kind, location, () => {
      this.requests += 1;
    });
  }

  /** Requests that were sent so far. */
  get requestCount(): number {
    return this.requests;
  }

  /** Requests that looks at so many jobs take together, as far as that can be told. */
  costOf(count: number): number {
    return this.listings.costOf(count);
  }

  /**
   * Reads the state of a job. The answer has no tasks.
   *
   * @param signal - aborted when the caller needs the answer no longer.
   * @param takesEnded - whether a listing may say that the job has ended: it may lag behind.
   * @throws AuthError, ConnectionError, HttpError, AbortedError
   */
  async look(name: JobName, deadline: Deadline, signal: AbortSignal, takesEnded = false): Promise<Job> {
    return this.gathering.ask({ name, deadline, signal, takesEnded });
  }

  /** Reads the states of several jobs at once, in their order. Each answer is as that of {@link look}. */
  lookTogether(looks: readonly LookRequest[]): readonly Promise<Job>[] {
    const listing = this.listings.find(looks);
    return looks.map(async ({ name, deadline, signal, takesEnded }) => {
      const listed = (await listing).get(name.jobId);
      // Another caller, who looks at the same job, may take what this one does not.
      if (listed && (takesEnded || !isTerminal(this.kind, listed))) return listed;
      this.requests += 1;
      return this.client.getState(this.kind, name, deadline, signal);
    });
  }
}
