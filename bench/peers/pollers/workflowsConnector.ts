import type { Poller } from "../../poller";

/**
 * The default policy of connectors in Google Workflows.
 *
 * @see https://cloud.google.com/workflows/docs/connectors
 */
export const workflowsConnector: Poller = {
  who: "Workflows connector",
  intervalMs: (look) => Math.min(1_000 * 1.25 ** (look - 1), 60_000),
};
