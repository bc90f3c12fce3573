import type { ChannelState } from "./engine";

/** How often the channel is looked at, in milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

/** How long the channel may be down before the engine counts as dead, in milliseconds. */
const DEAD_AFTER_MS = 5_000;

/**
 * Watches the engine, which can die without its provider process: a SIGKILL leaves that behind, cancelling jobs on
 * behalf of nobody. Armed once the engine was reached, so that a process without an engine is left alone.
 *
 * @param channelState - how the channel to the engine is.
 * @param onDead - called once, when the channel was down for 5 s.
 * @returns ends the watch.
 */
export function watchEngine(channelState: () => ChannelState, onDead: () => void): () => void {
  let armed = false;
  let downSinceMs: number | undefined;
  const timer = setInterval(() => {
    if (channelState() === "ready") {
      armed = true;
      downSinceMs = undefined;
      return;
    }
    if (!armed) return;
    downSinceMs ??= performance.now();
    if (performance.now() - downSinceMs < DEAD_AFTER_MS) return;
    clearInterval(timer);
    onDead();
  }, LOOK_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
