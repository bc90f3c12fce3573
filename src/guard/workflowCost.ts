/** What something costs that a workflow does. */
export interface WorkflowCost {
  /** Steps of Google Workflows. Each variable that is assigned counts as one. */
  readonly steps: number;
  /** Requests to Vertex AI. */
  readonly apiCalls: number;
}

/**
 * What a guard costs, in the units that are paid for.
 *
 * @see https://cloud.google.com/workflows/pricing
 */
export interface GuardCost {
  /** Executions in 30 days, by the schedule. */
  readonly runsPerMonth: number;
  /** A run that finds nothing. */
  readonly idleRun: WorkflowCost;
  /** 30 days of runs that find nothing. */
  readonly idleMonth: WorkflowCost;
  /** A run that stops 100 jobs of one kind and region, each of which has stopped when it is first looked at. */
  readonly hundredJobsRun: WorkflowCost;
  /** A further look at a job that has not stopped. Waiting for a minute takes 12, each minute after ten takes one. */
  readonly furtherLook: WorkflowCost;
}
