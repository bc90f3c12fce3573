import { setTimeout as sleep } from "node:timers/promises";
import { AbortedError } from "../errors";
import { RateLimit } from "./rateLimit";

/** Requests a minute to one project and region, of the 600 that the service allows a project there. */
export const DEFAULT_REQUESTS_PER_MINUTE = 120;

/** Batches a minute to one project and region: what the service allows a project there. */
export const BATCHES_PER_MINUTE = 60;

/** Requests a minute that looking at jobs takes at most. */
export const LOOKS_PER_MINUTE = 60;

/** Requests a minute that single cancellations leave to looks. */
const KEPT_FOR_LOOKS_PER_MINUTE = 30;

/** How long a server may hold all requests back, in milliseconds. */
const LONGEST_PAUSE_MS = 30_000;

/** What a request counts as. The service allows few batches; single cancellations leave something to looks. */
export type RequestKind = "look" | "cancel" | "batch";

/** For how long a server that said 429 is treated with more care, in milliseconds. */
const CARE_MS = 60_000;

/** What budgets that have been joined have in common. */
interface Common {
  readonly budgets: readonly RequestBudget[];
  readonly claims: { readonly requestsPerMinute: number }[];
  careUntilMs: number;
  pausedUntilMs: number;
}

/**
 * Spaces the requests of this process to one project and region: others share the project's quota.
 *
 * @see https://cloud.google.com/vertex-ai/docs/quotas
 */
export class RequestBudget {
  private readonly requests: RateLimit;
  private readonly batches = new RateLimit(BATCHES_PER_MINUTE);
  private readonly cancels: RateLimit;
  private readonly spare: RateLimit;
  private common: Common = { budgets: [this], claims: [], careUntilMs: 0, pausedUntilMs: 0 };

  /** @param defaultPerMinute - what there is while nobody has claimed another budget. */
  constructor(private readonly defaultPerMinute: number) {
    this.requests = new RateLimit(defaultPerMinute);
    this.cancels = new RateLimit(cancelsPerMinute(defaultPerMinute));
    this.spare = new RateLimit(spareRequestsPerMinute(defaultPerMinute));
  }

  /** Requests a minute that there are now. */
  get requestsPerMinute(): number {
    const claimed = this.common.claims.map((claim) => claim.requestsPerMinute);
    return claimed.length > 0 ? Math.max(...claimed) : this.defaultPerMinute;
  }

  /**
   * Waits until a request may be sent.
   *
   * @param patienceMs - how long to wait at most, in milliseconds.
   * @param kind - what it counts as.
   * @returns whether it may be sent; `false` when patience has ended.
   * @throws AbortedError
   */
  async admit(patienceMs: number, signal: AbortSignal, kind: RequestKind = "look"): Promise<boolean> {
    const untilMs = performance.now() + patienceMs;
    if (kind === "batch" && !(await this.batches.admit(patienceMs, signal))) return false;
    if (kind === "cancel" && !(await this.cancels.admit(patienceMs, signal))) return false;
    if (!(await this.requests.admit(untilMs - performance.now(), signal))) return false;
    return this.untilPauseEnds(untilMs, signal);
  }

  /**
   * Waits until there is something left that neither looks nor batches can need.
   *
   * @param patienceMs - how long to wait at most, in milliseconds.
   * @returns whether there is; `false` when patience has ended.
   * @throws AbortedError
   */
  async admitSpare(patienceMs: number, signal: AbortSignal): Promise<boolean> {
    return this.spare.admit(patienceMs, signal);
  }

  /** Waits as long as the server has asked everybody to wait, and meanwhile asks. @returns whether that was not too long */
  private async untilPauseEnds(untilMs: number, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      const nowMs = performance.now();
      const pauseMs = this.common.pausedUntilMs - nowMs;
      if (pauseMs <= 0) return true;
      if (nowMs >= untilMs) return false;
      await sleep(Math.ceil(Math.min(pauseMs, untilMs - nowMs)), undefined, { signal }).catch(() => {
        throw new AbortedError();
      });
    }
  }

  /**
   * Sets the budget to what somebody has asked for; to the largest of several. Requests of the last minute count.
   *
   * @returns a function that gives it back.
   */
  claim(requestsPerMinute: number): () => void {
    const claim = { requestsPerMinute };
    this.common.claims.push(claim);
    this.applyClaims();
    return () => {
      const { claims } = this.common;
      claims.splice(claims.indexOf(claim), 1);
      this.applyClaims();
    };
  }

  /** It has turned out that two budgets are of the same project: from now on they are one, and so is what was sent before. */
  join(other: RequestBudget): void {
    const [one, another] = [this.common, other.common];
    if (one === another) return;
    const common: Common = {
      budgets: [...one.budgets, ...another.budgets],
      claims: [...one.claims, ...another.claims],
      careUntilMs: Math.max(one.careUntilMs, another.careUntilMs),
      pausedUntilMs: Math.max(one.pausedUntilMs, another.pausedUntilMs),
    };
    for (const budget of common.budgets) budget.common = common;
    for (const limit of ["requests", "batches", "cancels", "spare"] as const) this[limit].join(other[limit]);
    this.applyClaims();
  }

  /**
   * The server said that the quota is used up.
   *
   * @param retryAfterMs - how long it asks to wait, in milliseconds; all requests wait, 30 s at most.
   */
  noteQuotaExceeded(retryAfterMs = 0): void {
    const nowMs = performance.now();
    const { common } = this;
    common.careUntilMs = nowMs + CARE_MS;
    common.pausedUntilMs = Math.max(common.pausedUntilMs, nowMs + Math.min(retryAfterMs, LONGEST_PAUSE_MS));
  }

  /** Whether the quota was used up in the last minute. */
  get isScarce(): boolean {
    return performance.now() < this.common.careUntilMs;
  }

  private applyClaims(): void {
    const { requestsPerMinute } = this;
    for (const budget of this.common.budgets) {
      budget.requests.perMinute = requestsPerMinute;
      budget.cancels.perMinute = cancelsPerMinute(requestsPerMinute);
      budget.spare.perMinute = spareRequestsPerMinute(requestsPerMinute);
    }
  }
}

/** At least half of a small budget. */
function cancelsPerMinute(requestsPerMinute: number): number {
  return Math.max(Math.ceil(requestsPerMinute / 2), requestsPerMinute - KEPT_FOR_LOOKS_PER_MINUTE);
}

/**
 * Does something while budgets are as large as it asks for.
 *
 * @param requestsPerMinute - of each budget; `undefined`: as they are.
 */
export async function withBudgets<Result>(
  budgets: readonly RequestBudget[],
  requestsPerMinute: number | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (requestsPerMinute === undefined) return work();
  const givingBack = budgets.map((budget) => budget.claim(requestsPerMinute));
  try {
    return await work();
  } finally {
    for (const giveBack of givingBack) giveBack();
  }
}

/** Requests a minute that a budget has left when looks and batches have taken all that they can. */
export function spareRequestsPerMinute(requestsPerMinute: number): number {
  return Math.max(0, requestsPerMinute - LOOKS_PER_MINUTE - BATCHES_PER_MINUTE);
}
