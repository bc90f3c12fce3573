/**
 * How long to wait before looking at a job again: short while most jobs stop, longer when a wait is long anyway.
 *
 * @param elapsedMs - time since the wait began, in milliseconds.
 * @returns 1 s in the first minute, 2 s to the tenth, then 4 s, in milliseconds.
 */
export function pollIntervalMs(elapsedMs: number): number {
  if (elapsedMs < 60_000) return 1_000;
  if (elapsedMs < 600_000) return 2_000;
  return 4_000;
}
