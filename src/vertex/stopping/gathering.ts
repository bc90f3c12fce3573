/** How long what comes later may wait for the request that is under way, in milliseconds. */
const LONGEST_GATHERING_MS = 500;

/**
 * Sends what is asked for: the first at once, and what comes while a request is under way together, when it has ended or
 * after half a second.
 */
export class Gathering<Item> {
  private gathered: Item[] = [];
  private underWay = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param send - sends items. Must not fail: each item learns of its own failure. */
  constructor(private readonly send: (items: readonly Item[]) => Promise<void>) {}

  add(item: Item): void {
    this.gathered.push(item);
    if (this.underWay === 0) this.sendGathered();
    else this.timer ??= setTimeout(() => this.sendGathered(), LONGEST_GATHERING_MS);
  }

  private sendGathered(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const items = this.gathered;
    if (items.length === 0) return;
    this.gathered = [];
    this.underWay += 1;
    void this.send(items).finally(() => {
      this.underWay -= 1;
      this.sendGathered();
    });
  }
}
