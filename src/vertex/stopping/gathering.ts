import { unlessAborted } from "../http/unlessAborted";

/** How long what comes later may wait for the request that is under way, in milliseconds. */
const LONGEST_GATHERING_MS = 500;

/** How long it waits in any case, in milliseconds: the engine begins the next resources one after the other. */
const SHORTEST_GATHERING_MS = 100;

/** How long the first waits for what comes at the same moment, in milliseconds. */
export const SAME_MOMENT_MS = 10;

/** What one caller asks for, and how the caller gets the answer. */
export type Asked<Request, Answer> = Request & {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
};

/** How requests are gathered. */
export interface GatheringOptions<Request, Answer> {
  /** Sends requests, and answers each. Must not fail: each caller learns of its own failure. */
  send(requests: readonly Asked<Request, Answer>[]): Promise<void>;
  /** Whether the first is sent alone, or with what comes at the same moment. */
  readonly isFirstAlone: boolean;
}

/**
 * Sends what callers ask for: the first at once, and what comes soon after it or while a request is under way together, half
 * a second later at most.
 */
export class Gathering<Request extends { readonly signal: AbortSignal }, Answer> {
  private gathered: Asked<Request, Answer>[] = [];
  private underWay = 0;
  private sentMs = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: GatheringOptions<Request, Answer>) {}

  /** Asks, and waits for the answer until the request's signal aborts. */
  async ask(request: Request): Promise<Answer> {
    request.signal.throwIfAborted();
    const { promise, resolve, reject } = promiseWithResolvers<Answer>();
    const asked = { ...request, resolve, reject };
    this.gathered.push(asked);
    if (this.timer === undefined) this.sendAfter(this.underWay > 0 ? LONGEST_GATHERING_MS : SHORTEST_GATHERING_MS);
    try {
      return await unlessAborted(promise, request.signal);
    } finally {
      this.forget(asked);
    }
  }

  /** Sends what is gathered when a time has passed since something was sent. */
  private sendAfter(ms: number): void {
    // A fake clock can begin before the time at which something was sent.
    const restMs = Math.min(this.sentMs + ms - performance.now(), LONGEST_GATHERING_MS);
    const waitMs = Math.max(restMs, this.options.isFirstAlone ? 0 : SAME_MOMENT_MS);
    if (waitMs > 0) this.timer = setTimeout(() => this.sendGathered(), Math.ceil(waitMs));
    else this.sendGathered();
  }

  private sendGathered(): void {
    this.timer = undefined;
    const requests = this.gathered;
    this.gathered = [];
    this.underWay += 1;
    this.sentMs = performance.now();
    void this.options.send(requests).finally(() => {
      this.underWay -= 1;
      if (this.gathered.length === 0) return;
      this.stopTimer();
      this.sendAfter(SHORTEST_GATHERING_MS);
    });
  }

  /** A caller that has gone needs nothing to be sent. */
  private forget(asked: Asked<Request, Answer>): void {
    if (!this.gathered.includes(asked)) return;
    this.gathered = this.gathered.filter((one) => one !== asked);
    if (this.gathered.length === 0) this.stopTimer();
  }

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

/** `Promise.withResolvers`, which the compiler's library does not have yet. */
function promiseWithResolvers<Value>() {
  let resolve: (value: Value) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<Value>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  return { promise, resolve, reject };
}
