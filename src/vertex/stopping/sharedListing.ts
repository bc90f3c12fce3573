import type { ListedJob } from "../selection/listedJob";

/** Jobs by their ids. */
export type JobsById = ReadonlyMap<string, ListedJob>;

/** What a selection matches now: one listing answers everyone who asks before it begins. */
export class SharedListing {
  private next: Promise<JobsById> | undefined;

  constructor(private readonly list: () => Promise<JobsById>) {}

  /** Lists what matches now, by job id. */
  read(): Promise<JobsById> {
    this.next ??= new Promise((resolve) => setImmediate(resolve)).then(() => {
      this.next = undefined;
      return this.list();
    });
    return this.next;
  }
}
