import { setTimeout as sleep } from "node:timers/promises";
import type { ListedJob } from "../selection/listedJob";
import { SAME_MOMENT_MS } from "./gathering";

/** Jobs by their ids. */
export type JobsById = ReadonlyMap<string, ListedJob>;

/** What a listing tells now: one answers everybody who asks before it begins. */
export class SharedListing<Answer, Args extends readonly unknown[] = []> {
  private next: Promise<Answer> | undefined;

  /** @param list - lists; gets the arguments of the first who asks. */
  constructor(private readonly list: (...args: Args) => Promise<Answer>) {}

  /** Lists, or waits for a listing that has not begun. */
  read(...args: Args): Promise<Answer> {
    this.next ??= sleep(SAME_MOMENT_MS).then(() => {
      this.next = undefined;
      return this.list(...args);
    });
    return this.next;
  }
}
