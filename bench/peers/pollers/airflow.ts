import type { Poller } from "../../poller";

/** `wait_for_pipeline_job` of Airflow's Google provider. */
export const airflow: Poller = { who: "Airflow", intervalMs: () => 10_000 };
