import type { Poller } from "../../poller";

/** `_POLLING_INTERVAL_IN_SECONDS` of the pipeline launcher in google-cloud-pipeline-components. */
export const kfpLauncher: Poller = { who: "kfp launcher", intervalMs: () => 20_000 };
