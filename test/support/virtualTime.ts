import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import sinon from "sinon";

const realNow = performance.now.bind(performance);
const realSetTimeout = setTimeout;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Turns of the event loop in which nothing happens, after which only timers can move things on. */
const QUIET_TURNS = 6;

/** How often there may be neither a request nor a timer before the work counts as hanging. */
const MAX_IDLE_TURNS = 1_000;

/** Timers after which the work counts as an endless loop. */
const MAX_STEPS = 20_000;

/** After how long requests that are on their way count as waiting for a timer, in milliseconds of real time … */
const STALLED_AFTER_MS = 40;

/** … and in turns of the event loop: on a busy machine this process may not have had its turn. */
const STALLED_AFTER_TURNS = 100;

/** The clock of work in virtual time. */
export interface VirtualClock {
  /** Sets `Date` to another time, as an administrator would; what is measured monotonically goes on. */
  setSystemTime(nowMs: number): void;
  /** Timers that have been set and neither fired nor cleared. */
  countTimers(): number;
}

/** Options of {@link inVirtualTime}. */
export interface VirtualTimeOptions {
  /** Where the clock stands at first, in milliseconds since the epoch; default: now, or the end of the previous work if that is a moment later. */
  readonly startMs?: number;
  /** Timers after which the work counts as an endless loop; default 20,000. */
  readonly maxSteps?: number;
}

/** Longest lead of virtual over real time after which the next work continues in virtual time, in milliseconds. */
const MAX_AHEAD_MS = 1_000;

/** When the previous work ended, in milliseconds since the epoch. Its events must not be in the future. */
let endedMs = 0;

/**
 * Does something on a fake clock that is moved on, timer by timer, whenever nothing else is left to wait for. Requests
 * and servers are real; they take no time.
 */
export async function inVirtualTime<Result>(
  work: (clock: VirtualClock) => Promise<Result>,
  { startMs = onwardsMs(), maxSteps = MAX_STEPS }: VirtualTimeOptions = {},
): Promise<Result> {
  const sandbox = sinon.createSandbox(); // the one that all share would keep every clock
  const clock = sandbox.useFakeTimers({
    now: startMs,
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  const requests = new RequestsUnderWay();
  try {
    const running = { is: true };
    const result = work(clock).finally(() => {
      running.is = false;
    });
    let steps = 0;
    result.catch(() => {}); // is awaited below; until then nobody else listens
    while (running.is) {
      await requests.settled();
      if (running.is && clock.countTimers() === 0) await requests.stirred();
      else if (running.is) await clock.nextAsync();
      steps += 1;
      if (steps > maxSteps) throw new Error("it does not come to an end");
    }
    return await result;
  } finally {
    requests.stop();
    endedMs = Date.now();
    sandbox.restore();
  }
}

/** Now, or the end of the previous work if that is a moment later: the fake's time must not go back. */
function onwardsMs(): number {
  const nowMs = Date.now();
  return endedMs > nowMs && endedMs - nowMs < MAX_AHEAD_MS ? endedMs : nowMs;
}

/**
 * Counts the requests that this process has sent and whose answers have not ended, and those of them that a server of
 * this process has before it: what the server leaves unanswered waits for a timer, or without end.
 */
class RequestsUnderWay {
  private sent = 0;
  private atServers = 0;
  private turn = 0;
  private idleTurns = 0;

  private readonly onStart = () => this.count("sent", 1);
  private readonly onEnd = () => this.count("sent", -1);
  private readonly onAnswer = (message: unknown) => {
    (message as { response: IncomingMessage }).response.once("close", this.onEnd);
  };
  private readonly onError = (message: unknown) => {
    const { request } = message as { request: ClientRequest & { res?: IncomingMessage } };
    if (!request.res) this.onEnd();
  };
  private readonly onServerStart = (message: unknown) => {
    this.count("atServers", 1);
    (message as { response: ServerResponse }).response.once("close", () => this.count("atServers", -1));
  };
  private readonly channels = {
    "http.client.request.start": this.onStart,
    "http.client.response.finish": this.onAnswer,
    "http.client.request.error": this.onError,
    "http.server.request.start": this.onServerStart,
  };

  constructor() {
    for (const [channel, listener] of Object.entries(this.channels)) subscribe(channel, listener);
  }

  async settled(): Promise<void> {
    const sinceMs = realNow();
    const isStalled = () => this.turn > STALLED_AFTER_TURNS && realNow() - sinceMs > STALLED_AFTER_MS;
    const isOnItsWay = () => this.sent > this.atServers && !isStalled();
    for (this.turn = 0; this.turn < QUIET_TURNS || isOnItsWay(); this.turn += 1) await nextTurn();
  }

  /** Waits for something other than requests, such as a file; fails when nothing is left to wait for. */
  async stirred(): Promise<void> {
    this.idleTurns += 1;
    if (this.idleTurns > MAX_IDLE_TURNS) throw new Error("nothing is left to wait for, and it is not done");
    await new Promise<void>((resolve) => realSetTimeout(resolve, 1));
  }

  stop(): void {
    for (const [channel, listener] of Object.entries(this.channels)) unsubscribe(channel, listener);
  }

  private count(what: "sent" | "atServers", by: number): void {
    this[what] += by;
    this.turn = 0;
  }
}
