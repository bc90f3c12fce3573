import { formatCount } from "../messages/wording";
import { checkListing, type ListingInputs, listJobs } from "../provider/jobListing";
import { isEnded } from "../vertex/stopping/foundJob";
import { contextOf } from "./environmentSettings";
import { EXIT } from "./exitCodes";
import { kindsOf } from "./kinds";
import { countOf, timeoutOf } from "./optionValues";
import { formatRows, type Output } from "./output/formatRows";
import { type JobRow, jobRow } from "./output/jobRow";
import { retryNotice } from "./output/retryNotice";
import { print, say } from "./output/streams";
import { conditionsOf, type Values } from "./selectorOptions";
import { refuse } from "./wording";

/**
 * Lists jobs: in any state unless some are named, or, as a gate, only active ones.
 *
 * @returns the exit code.
 * @throws UsageError before anything is sent; and what the listing throws.
 */
export async function list(values: Values, signal: AbortSignal): Promise<number> {
  const { timeoutMs, failures: timeoutFailures } = timeoutOf(values.timeout);
  const context = contextOf(values, signal, { timeoutMs, onRetry: retryNotice(say) });
  const { inputs, failures } = checkListing(
    {
      ...kindsOf(values),
      selector: conditionsOf(values, "selector"),
      exclude: conditionsOf(values, "exclude"),
      project: values.project,
      regions: values.region,
      limit: countOf(values.limit),
    },
    context.settings,
    "list",
  );
  refuse([...failures, ...timeoutFailures]);

  const isGate = values.failIfActive === true;
  const listing = inputs as unknown as ListingInputs;
  const { limit } = listing;
  const rows: JobRow[] = [];
  let [hasActive, hasMore] = [false, false];
  for await (const found of listJobs(context, listing, isGate ? "active" : "any")) {
    hasActive ||= !isEnded(found);
    if (rows.length < limit) rows.push(jobRow(found));
    else hasMore = true;
    // A gate looks on beyond what it shows.
    if (hasMore && (hasActive || !isGate)) break;
  }
  await print(formatRows(rows, values.output as Output, "list"));
  if (rows.length === 0) say("no job matches");
  if (hasMore) say(`only the first ${formatCount(limit)} are listed: --limit lists more`);
  return isGate && hasActive ? EXIT.active : EXIT.ok;
}
