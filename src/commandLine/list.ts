import { checkCount } from "../provider/checkInputs";
import { checkSelection } from "../provider/checkSelection";
import { Deadline } from "../vertex/http/deadline";
import { isTerminal } from "../vertex/jobs/job";
import { PIPELINE_JOBS } from "../vertex/kinds/jobKind";
import { listSelected, selectionOf } from "../vertex/selection/listSelected";
import { nameOf } from "../vertex/stopping/foundJob";
import { formatCount } from "../vertex/wording";
import { connect, settingsOf } from "./environmentSettings";
import { EXIT } from "./exitCodes";
import { countOf } from "./optionValues";
import { formatRows, type Output } from "./output/formatRows";
import { type JobRow, jobRow } from "./output/jobRow";
import { print, say } from "./output/streams";
import { conditionsOf, type Values } from "./selectorOptions";
import { refuse } from "./wording";

/** How long a listing may take, in milliseconds. */
const TIMEOUT_MS = 5 * 60_000;

/** How many jobs are listed unless it is said. */
export const DEFAULT_LIMIT = 100;

/**
 * Lists jobs: in any state unless some are named, or, as a gate, only active ones.
 *
 * @returns the exit code.
 * @throws UsageError before anything is sent; and what the listing throws.
 */
export async function list(values: Values, signal: AbortSignal): Promise<number> {
  const settings = settingsOf(values);
  const selector = conditionsOf(values, "selector") ?? { allJobs: true };
  const exclude = conditionsOf(values, "exclude");
  const { project, region: regions } = values;
  const limit = countOf(values.limit) ?? DEFAULT_LIMIT;
  const { inputs, failures } = checkSelection({}, { selector, exclude, project, regions }, settings);
  refuse([...failures, ...checkCount("limit", limit)]);

  const isGate = values.failIfActive === true;
  const vertexAi = connect(settings, signal);
  const deadline = new Deadline(TIMEOUT_MS);
  const selection = selectionOf(selector, exclude, { nowMs: Date.now(), defaultStates: isGate ? "active" : "any" });
  const places = (inputs.regions as string[]).map((region) => ({ project: String(inputs.project), region }));
  const rows: JobRow[] = [];
  let [hasActive, hasMore] = [false, false];
  search: for (const place of places) {
    for await (const job of listSelected(vertexAi, place, selection, deadline)) {
      hasActive ||= !isTerminal(PIPELINE_JOBS, job);
      if (rows.length < limit) rows.push(jobRow({ ...job, name: nameOf({ place, job }), region: place.region }));
      else hasMore = true;
      // A gate looks on beyond what it shows.
      if (hasMore && (hasActive || !isGate)) break search;
    }
  }
  await print(formatRows(rows, values.output as Output, "list"));
  if (rows.length === 0) say("no job matches");
  if (hasMore) say(`only the first ${formatCount(limit)} are listed: --limit lists more`);
  return isGate && hasActive ? EXIT.active : EXIT.ok;
}
