import { setTimeout as sleep } from "node:timers/promises";

/**
 * How long a job is left to the job that may have started it, in milliseconds: one that hangs must not keep the other alive.
 */
const PARENT_PATIENCE_MS = 60_000;

/** Resolves when all parents of a job have been stopped, or when that takes too long. */
export async function untilParentsStop(stops: readonly Promise<void>[], signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const patience = sleep(PARENT_PATIENCE_MS, undefined, { signal: AbortSignal.any([signal, over.signal]) });
  await Promise.race([Promise.allSettled(stops), patience.catch(() => {})]);
  over.abort();
}
