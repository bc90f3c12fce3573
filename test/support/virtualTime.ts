import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import sinon from "sinon";

const realNow = performance.now.bind(performance);
const realSetTimeout = setTimeout;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Turns of the event loop without a request under way, after which only timers can move things on. */
const QUIET_TURNS = 6;

/** How often there may be neither a request nor a timer before the work counts as hanging. */
const MAX_IDLE_TURNS = 1_000;

/** Timers after which the work counts as an endless loop. */
const MAX_STEPS = 20_000;

/** Options of {@link inVirtualTime}. */
export interface VirtualTimeOptions {
  /** Requests that a server here is holding back until a timer fires; default: none are known. */
  readonly heldBack?: () => number;
  /** Timers after which the work counts as an endless loop; default 20,000. */
  readonly maxSteps?: number;
}

/** After how long requests that get no answer count as waiting for a timer, in milliseconds of real time. */
const STALLED_AFTER_MS = 40;

/**
 * Does something on a fake clock that is moved on, timer by timer, whenever nothing else is left to wait for. Requests
 * and servers are real; they take no time.
 */
export async function inVirtualTime<Result>(
  work: () => Promise<Result>,
  { heldBack = () => 0, maxSteps = MAX_STEPS }: VirtualTimeOptions = {},
): Promise<Result> {
  const clock = sinon.useFakeTimers({
    now: Date.now(), // onwards from what was set up before
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
  const requests = new RequestsUnderWay(heldBack);
  try {
    const running = { is: true };
    const result = work().finally(() => {
      running.is = false;
    });
    let steps = 0;
    result.catch(() => {}); // is awaited below; until then nobody else listens
    while (running.is) {
      await requests.settled();
      if (running.is && clock.countTimers() === 0) await requests.stirred();
      else if (running.is) await clock.nextAsync();
      steps += 1;
      if (steps > maxSteps) throw new Error("it goes on for ever");
    }
    return await result;
  } finally {
    requests.stop();
    clock.restore();
  }
}

/** Counts the requests that this process has sent and whose answers have not ended. */
class RequestsUnderWay {
  private count = 0;
  private turn = 0;
  private idleTurns = 0;

  private readonly onStart = () => {
    this.count += 1;
    this.turn = 0;
  };
  private readonly onEnd = () => {
    this.count -= 1;
    this.turn = 0;
  };
  private readonly onAnswer = (message: unknown) => {
    (message as { response: IncomingMessage }).response.once("close", this.onEnd);
  };
  private readonly onError = (message: unknown) => {
    const { request } = message as { request: ClientRequest & { res?: IncomingMessage } };
    if (!request.res) this.onEnd();
  };

  constructor(private readonly heldBack: () => number) {
    subscribe("http.client.request.start", this.onStart);
    subscribe("http.client.response.finish", this.onAnswer);
    subscribe("http.client.request.error", this.onError);
  }

  async settled(): Promise<void> {
    const sinceMs = realNow();
    for (this.turn = 0; this.turn < QUIET_TURNS; this.turn += 1) {
      await nextTurn();
      if (this.count > this.heldBack() && realNow() - sinceMs < STALLED_AFTER_MS) this.turn = 0;
    }
  }

  /** Waits for something other than requests, such as a file; fails when nothing is left to wait for. */
  async stirred(): Promise<void> {
    this.idleTurns += 1;
    if (this.idleTurns > MAX_IDLE_TURNS) throw new Error("nothing is left to wait for, and it is not done");
    await new Promise<void>((resolve) => realSetTimeout(resolve, 1));
  }

  stop(): void {
    unsubscribe("http.client.request.start", this.onStart);
    unsubscribe("http.client.response.finish", this.onAnswer);
    unsubscribe("http.client.request.error", this.onError);
  }
}
