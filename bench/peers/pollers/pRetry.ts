import type { Poller } from "../../poller";

/**
 * p-retry around a look that throws while the job runs: the default wait, which doubles, and no end to its retries.
 *
 * @see https://github.com/sindresorhus/p-retry
 */
export const pRetry: Poller = { who: "p-retry", intervalMs: (look) => 1_000 * 2 ** (look - 1) };
