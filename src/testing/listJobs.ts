import { type ApiCall, checkParent } from "./apiCall";
import type { Job } from "./job";
import type { JobKind } from "./jobKinds";
import { jobView } from "./jobView";
import type { JsonObject } from "./json";
import { parseOrderBy } from "./orderBy";
import { cutPage } from "./paging";
import type { Service } from "./service";

/** Lists the jobs of one kind: the `list` method of each collection. */
export function listJobs(service: Service, call: ApiCall, kind: JobKind): JsonObject {
  checkParent(call);
  const nowMs = service.clock.now();
  const order = parseOrderBy(call.query.orderBy);
  const jobs = service.within(kind, call.project, call.region);
  observeOnce(jobs, call, nowMs);
  const placed = jobs
    .map((item) => ({ item, position: order.position(item.times(nowMs), item.sequence) }))
    .sort((one, other) => order.compare(one.position, other.position));
  const { items, nextPageToken } = cutPage(call, placed, order.compare);
  return {
    ...(items.length > 0 ? { [kind.collection]: items.map((job) => jobView(service, job, "list")) } : {}),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
}

/** A listing is one look at each job, however many pages it has. */
function observeOnce(jobs: readonly Job[], call: ApiCall, nowMs: number): void {
  if (!call.query.pageToken) {
    for (const job of jobs) {
      job.observe(nowMs);
    }
  }
}
