import { PIPELINE_JOBS } from "../jobKind";
import type { SelectionContext, Selector } from "./selector";

/**
 * States of a pipeline job that has not ended.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/PipelineState
 */
export const ACTIVE_STATES: readonly string[] = [
  "PIPELINE_STATE_QUEUED",
  "PIPELINE_STATE_PENDING",
  "PIPELINE_STATE_RUNNING",
  "PIPELINE_STATE_PAUSED",
  "PIPELINE_STATE_CANCELLING",
];

/** States that a selector can name. `PIPELINE_STATE_UNSPECIFIED` is none that a job is in. */
export const SELECTABLE_STATES: readonly string[] = [...ACTIVE_STATES, ...PIPELINE_JOBS.terminalStates];

/** The states that a selector asks for; `undefined` for any. */
export function statesOf(selector: Selector, context: SelectionContext): readonly string[] | undefined {
  return selector.states ?? (context.defaultStates === "any" ? undefined : ACTIVE_STATES);
}
