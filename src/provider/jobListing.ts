import { Deadline } from "../vertex/http/deadline";
import { requireKinds } from "../vertex/kinds/kindNames";
import { listSelected, selectionsOf } from "../vertex/selection/listSelected";
import type { Exclusion, SelectionContext, Selector } from "../vertex/selection/selector";
import type { FoundJob } from "../vertex/stopping/foundJob";
import type { CheckResult, RawInputs } from "./checkResult";
import { checkSelection } from "./checkSelection";
import { checkConnection, connectionOf } from "./connection/connectionInputs";
import type { ConnectionInputs } from "./connection/settingSources";
import type { Settings } from "./connection/settings";
import { checkInputs, checkNames, completed, type InputTable } from "./inputTable";
import { KINDS_INPUT } from "./kindsInput";
import type { RequestContext } from "./request";

/** How long a listing may take unless the request says otherwise, in milliseconds. */
const LISTING_TIMEOUT_MS = 5 * 60_000;

/** The inputs of a listing. */
export const LISTING_INPUTS = {
  kinds: KINDS_INPUT,
  project: { type: "string", change: "record" },
  regions: { type: "object", change: "record" },
  selector: { type: "object", default: { allJobs: true }, change: "record" },
  exclude: { type: "object", change: "record" },
  limit: { type: "count", default: 100, change: "record" },
  connection: { type: "object", change: "record" },
  gcpProvider: { type: "object", change: "record" },
} as const satisfies InputTable;

/** Inputs of a listing as {@link checkListing} has left them. */
export interface ListingInputs extends ConnectionInputs {
  readonly kinds: readonly string[];
  readonly project: string;
  readonly regions: readonly string[];
  readonly selector: Selector;
  readonly exclude?: Exclusion;
  readonly limit: number;
}

/** Validates what asks for a listing, and fills in defaults. Sends nothing. */
export function checkListing(given: RawInputs, settings: Settings, name: string): CheckResult {
  const news = { ...given, ...completed(LISTING_INPUTS, given) };
  const located = checkSelection({}, news, settings.of(connectionOf(news)));
  const failures = [
    ...checkNames(given, Object.keys(LISTING_INPUTS), name),
    ...located.failures,
    ...checkInputs(LISTING_INPUTS, news),
    ...checkConnection(news, settings),
  ];
  return { inputs: { ...news, ...located.inputs }, failures };
}

/**
 * Lists jobs, region by region and kind by kind, the newest first. The caller ends it at the limit.
 *
 * @param defaultStates - which states are listed if the selector names none.
 * @throws SettingError before any request; and what the listing throws.
 */
export async function* listJobs(
  { settings, connect, timeoutMs = LISTING_TIMEOUT_MS, onRetry }: RequestContext,
  inputs: ListingInputs,
  defaultStates: NonNullable<SelectionContext["defaultStates"]>,
): AsyncGenerator<FoundJob, void, undefined> {
  const { kinds, project, regions, selector, exclude } = inputs;
  const vertexAi = connect(settings.of(connectionOf(inputs)), false);
  const deadline = new Deadline(timeoutMs, onRetry);
  const selections = selectionsOf(selector, exclude, { kinds: requireKinds(kinds), nowMs: Date.now(), defaultStates });
  for (const region of regions) {
    const location = { project, region };
    for (const selection of selections) {
      const { kind } = selection;
      for await (const job of listSelected(vertexAi, location, selection, deadline)) yield { kind, location, job };
    }
  }
}
