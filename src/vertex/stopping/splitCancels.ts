import { BATCHES_PER_MINUTE, spareRequestsPerMinute } from "../http/requestBudget";
import { BATCH_SIZE, inBatches } from "../jobs/batches";

const BATCHED_PER_MINUTE = BATCHES_PER_MINUTE * BATCH_SIZE;

/** Which jobs are cancelled by which requests. */
export interface SplitCancels<Item> {
  readonly batches: readonly (readonly Item[])[];
  /** Jobs with a request each. */
  readonly singles: readonly Item[];
}

/**
 * Splits jobs of one project and region into batches. Where there are more of these than a minute allows, what the
 * budget has to spare goes to single jobs beside them, in such a proportion that both are done at the same time.
 *
 * @param requestsPerMinute - the budget.
 */
export function splitCancels<Item>(items: readonly Item[], requestsPerMinute: number): SplitCancels<Item> {
  const spare = spareRequestsPerMinute(requestsPerMinute);
  const share = items.length > BATCHED_PER_MINUTE ? BATCHED_PER_MINUTE / (BATCHED_PER_MINUTE + spare) : 1;
  const batchCount = Math.ceil((items.length * share) / BATCH_SIZE);
  const batched = batchCount * BATCH_SIZE;
  return { batches: inBatches(items.slice(0, batched)), singles: items.slice(batched) };
}
