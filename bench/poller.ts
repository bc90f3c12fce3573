/** Looks at a job again and again: the first time at once, then after one interval after the other. */
export interface Poller {
  /** Whose policy it is. */
  readonly who: string;
  /**
   * How long it waits before the next look, in milliseconds.
   *
   * @param look - number of the last look, from 1.
   */
  intervalMs(look: number): number;
}

/** What a wait costs. */
export interface Wait {
  /** From the end of the job to the look that shows it, in milliseconds. */
  readonly lagMs: number;
  /** Looks, the last one included. */
  readonly looks: number;
}

/** Waits for a job that ends after some time, in milliseconds. */
export function waitWith(poller: Poller, endMs: number): Wait {
  let looks = 1;
  let atMs = 0;
  while (atMs < endMs) {
    atMs += poller.intervalMs(looks);
    looks += 1;
  }
  return { lagMs: atMs - endMs, looks };
}

/** The interval between two looks that a moment is in. */
export function intervalAt(poller: Poller, momentMs: number): { readonly fromMs: number; readonly lengthMs: number } {
  let look = 1;
  let fromMs = 0;
  while (fromMs + poller.intervalMs(look) <= momentMs) {
    fromMs += poller.intervalMs(look);
    look += 1;
  }
  return { fromMs, lengthMs: poller.intervalMs(look) };
}

/** Moments spread evenly over one interval, so that none of them favours anybody. */
export function phasesMs(fromMs: number, intervalMs: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => fromMs + ((index + 0.5) * intervalMs) / count);
}

/** The mean wait for a job that ends about then, over all phases of the interval. */
export function meanWait(poller: Poller, aboutMs: number, count = 100): Wait {
  const { fromMs, lengthMs } = intervalAt(poller, aboutMs);
  const waits = phasesMs(fromMs, lengthMs, count).map((endMs) => waitWith(poller, endMs));
  return { lagMs: mean(waits.map(({ lagMs }) => lagMs)), looks: mean(waits.map(({ looks }) => looks)) };
}

/** Looks at one job in the first minute of a wait. */
export function looksInFirstMinute(poller: Poller): number {
  return waitWith(poller, 60_000).looks - 1;
}

/** The mean; `NaN` of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
