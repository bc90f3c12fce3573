/** What is watched. */
export interface EngineChannel {
  readonly wasReached: boolean;
  readonly isConnected: boolean;
}

/** How often the channel is looked at, in milliseconds. */
const LOOK_INTERVAL_MS = 1_000;

/** How long the channel may be down before the engine counts as dead, in milliseconds. */
const DEAD_AFTER_MS = 5_000;

/**
 * Watches the engine, which can die without its provider process: a SIGKILL leaves that behind, cancelling jobs on
 * behalf of nobody.
 *
 * @param onDead - called once, when an engine that was there could not be reached for 5 s.
 * @returns ends the watch.
 */
export function watchEngine(engine: EngineChannel, onDead: () => void): () => void {
  let downSinceMs: number | undefined;
  const timer = setInterval(() => {
    if (engine.isConnected || !engine.wasReached) {
      downSinceMs = undefined;
      return;
    }
    downSinceMs ??= performance.now();
    if (performance.now() - downSinceMs < DEAD_AFTER_MS) return;
    clearInterval(timer);
    onDead();
  }, LOOK_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
