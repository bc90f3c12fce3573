import { message } from "../../messages/message";
import type { Call, Location } from "../http/call";
import type { JobKind } from "../kinds/jobKind";
import { formatJobName } from "./jobName";

/** Jobs in one batch, at most: the API's limit. */
export const BATCH_SIZE = 32;

/** What can't be done when a batch fails; begins the message. */
const TRIED = { cancel: "cannotCancelBatch", delete: "cannotDeleteBatch" } as const;

/** Jobs in batches of the size that the API allows. */
export function inBatches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH_SIZE) }, (_, index) =>
    items.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
}

/**
 * The request of `batchCancel` or `batchDelete` for jobs of one project and region.
 *
 * @param jobIdsLeft - called just before the request is sent; returns the ids to send. Default: all.
 */
export function batchCall(
  kind: JobKind,
  location: Location,
  jobIds: readonly string[],
  verb: keyof typeof TRIED,
  jobIdsLeft = () => jobIds,
): Pick<Call, "method" | "path" | "body" | "permission" | "tried" | "countsAs"> {
  const { collection, permissionPrefix } = kind;
  const parent = `projects/${location.project}/locations/${location.region}`;
  return {
    method: "POST",
    path: `${parent}/${collection}:batch${verb === "cancel" ? "Cancel" : "Delete"}`,
    body: () => ({ names: jobIdsLeft().map((jobId) => formatJobName(kind, { ...location, jobId })) }),
    permission: `${permissionPrefix}.${verb}`,
    tried: message(TRIED[verb], { count: jobIds.length, collection, parent }),
    countsAs: "batch",
  };
}
