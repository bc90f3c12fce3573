import { setTimeout as sleep } from "node:timers/promises";

/** Waits until something is so; looks often. */
export async function eventually(what: string, isSo: () => boolean, withinMs = 60_000): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > deadlineMs) throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
    await sleep(50);
  }
}
