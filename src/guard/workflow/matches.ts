import type { Exclusion, Selector } from "../../vertex/selection/selector";
import { GUARDED_KIND } from "../guardedKind";
import { JOB_FIELDS, type JobField, type WorkflowCondition, wantedValues, workflowConditions } from "./conditions";
import type { Branch, Step, Subworkflow } from "./definition";
import { getJob } from "./getJob";

/** Which jobs a workflow means, wherever they are. */
export interface Choice {
  readonly selector: Selector;
  readonly exclude?: Exclusion | undefined;
}

/** How many conditions a `switch` may have. */
const MAX_CONDITIONS = 50;

/**
 * A subworkflow that says whether a listed job matches: `matches(job, startSeconds)`. Everything is checked again that
 * the server was asked to filter by, except the raw filter. A job that lacks a field which a condition reads is read by
 * itself first: what a listing leaves out is unknown, and what a get leaves out is empty.
 */
export function matches({ selector, exclude }: Choice): Subworkflow {
  return {
    params: ["job", "startSeconds"],
    steps: [
      { judgeFields: { switch: missingFields({ selector, exclude }) } },
      {
        readJob: {
          assign: [
            { nothing: {} },
            { selected: wantedValues(selector) },
            ...(exclude ? [{ excluded: wantedValues(exclude) }] : []),
            { ended: [...GUARDED_KIND.terminalStates] },
            ...fieldsOf({ selector, exclude }).map((field) => ({ [field]: `\${${JOB_FIELDS[field].expression}}` })),
          ],
        },
      },
      ...switches("checkSelected", selectedConditions(selector), false),
      ...switches("checkExcluded", excludedConditions(exclude), true),
      { returnMatch: { return: exclude === undefined } },
      getWholeJob({ selector, exclude }),
      { keepWholeJob: { assign: [{ job: "${wholeJob.body}" }], next: "readJob" } },
    ],
  };
}

function missingFields(choice: Choice): Branch[] {
  const conditions = fieldsOf(choice).flatMap((field): readonly string[] => JOB_FIELDS[field].missing);
  return conditions.map((condition) => ({ condition: `\${${condition}}`, next: "getWholeJob" }));
}

/** Reached from `judgeFields` alone. A job that is gone does not match. */
function getWholeJob(choice: Choice): Step {
  return getJob({
    step: "getWholeJob",
    verb: "Read",
    region: 'text.split(job.name, "/")[3]',
    name: "job.name",
    // `pipelineSpec` as a whole: nobody has seen whether a mask reaches into a Struct.
    fields: readMaskOf(choice).replace(/\.\w+/g, ""),
    whenMissing: false,
    result: "wholeJob",
  });
}

/** What the list method's `readMask` must have, so that `matches` can tell. */
export function readMaskOf(choice: Choice): string {
  return [...new Set(["name", ...fieldsOf(choice).map((field) => JOB_FIELDS[field].mask)])].join(",");
}

/** A state that this version does not know is active: only what has ended is out. */
function selectedConditions(selector: Selector): WorkflowCondition[] {
  return [{ reads: "state", unmet: "state in ended" }, ...workflowConditions(selector, "selected")];
}

function excludedConditions(exclude: Exclusion | undefined): WorkflowCondition[] {
  return exclude ? workflowConditions(exclude, "excluded") : [];
}

function fieldsOf({ selector, exclude }: Choice): JobField[] {
  const conditions = [...selectedConditions(selector), ...excludedConditions(exclude)];
  return [...new Set(conditions.map(({ reads }) => reads))];
}

/** The first condition that is not met decides. */
function switches(name: string, conditions: readonly WorkflowCondition[], isMatch: boolean): Step[] {
  const count = Math.ceil(conditions.length / MAX_CONDITIONS);
  return Array.from({ length: count }, (_, index) => ({
    [index === 0 ? name : `${name}${index + 1}`]: {
      switch: conditions
        .slice(index * MAX_CONDITIONS, (index + 1) * MAX_CONDITIONS)
        .map(({ unmet }) => ({ condition: `\${${unmet}}`, return: isMatch })),
    },
  }));
}
