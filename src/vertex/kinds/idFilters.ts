import type { JobKind } from "./jobKind";

const OR = " OR ";

/** Jobs that one filter is for, at most: as many as a page has. */
export const JOBS_PER_FILTER = 100;

/** How long a filter gets at most, in characters: URLs of more than 8,000 are refused by many proxies. */
const MAX_FILTER_LENGTH = 4_000;

/** Filters of the list method that together let just these jobs through; none where it can't filter by ids. */
export function idFilters({ idFilter }: JobKind, jobIds: readonly string[]): readonly string[] {
  if (idFilter === undefined) return [];
  const filters: string[][] = [];
  let length = 0;
  for (const jobId of jobIds) {
    const condition = `${idFilter}="${jobId}"`;
    const last = filters.at(-1);
    length += OR.length + condition.length;
    if (last && last.length < JOBS_PER_FILTER && length <= MAX_FILTER_LENGTH) last.push(condition);
    else {
      filters.push([condition]);
      length = condition.length;
    }
  }
  return filters.map((conditions) => conditions.join(OR));
}
