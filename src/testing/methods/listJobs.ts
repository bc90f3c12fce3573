import { type ApiCall, checkParent } from "../http/apiCall";
import { compileFilter } from "../listing/filter/compileFilter";
import { jobFilterLanguage } from "../listing/jobFilters";
import { parseOrderBy } from "../listing/orderBy";
import { cutPage } from "../listing/paging";
import { applyReadMask, isMasked, parseReadMask } from "../listing/readMask";
import type { Job } from "../state/job";
import type { JsonObject } from "../state/json";
import type { Service } from "../state/service";
import type { JobMethod } from "./jobMethods";
import { jobView } from "./jobView";

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/list */
export const listJobs: JobMethod = (kind) => (service, call) => {
  checkParent(call);
  const nowMs = service.clock.now();
  const asOfMs = nowMs - service.settings.listingLagMs;
  const { filter, orderBy, readMask } = call.query;
  const order = parseOrderBy(orderBy, kind.orderBy);
  const mask = parseReadMask(readMask, kind.message[call.version]);
  const isListed = compileFilter(filter, jobFilterLanguage(service, kind, asOfMs));
  observeOnce(service.within(kind, call.project, call.region), call, nowMs);
  const placed = service
    .withinAsOf(kind, call.project, call.region, asOfMs)
    .filter(isListed)
    .map((item) => ({ item, position: order.position(item.times(asOfMs), item.sequence) }))
    .sort((one, other) => order.compare(one.position, other.position));
  const { items, nextPageToken } = cutPage(call, placed, order.compare, service.settings);
  const view = isMasked(mask, "jobDetail") ? "get" : "list";
  const answers = items.map((job) => withoutLeftOut(service, applyReadMask(mask, jobView(service, job, view, asOfMs))));
  return {
    ...(answers.length > 0 ? { [kind.collection]: answers } : {}),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
};

/** Without what listings are told to leave out; a job always has its name. */
function withoutLeftOut({ settings }: Service, answer: JsonObject): JsonObject {
  const { fieldsLeftOutOfLists } = settings;
  const leftOut = typeof fieldsLeftOutOfLists === "function" ? fieldsLeftOutOfLists(answer) : fieldsLeftOutOfLists;
  return Object.fromEntries(Object.entries(answer).filter(([field]) => field === "name" || !leftOut.includes(field)));
}

/** A listing is one look at each job, however many pages it has. */
function observeOnce(jobs: readonly Job[], call: ApiCall, nowMs: number): void {
  if (!call.query.pageToken) {
    for (const job of jobs) {
      job.observe(nowMs);
    }
  }
}
