import type { JobField, JobKind } from "../../vertex/kinds/jobKind";
import type { Exclusion, Selector } from "../../vertex/selection/selector";
import { FIELD_VARIABLES, lacks, type WorkflowCondition, wantedValues, workflowConditions } from "./conditions";
import type { Branch, Step, Subworkflow } from "./definition";
import { getJob } from "./getJob";
import { statesAmong } from "./stateNames";

/** Which jobs a workflow means, wherever they are. */
export interface Choice {
  /** The kinds that are selected from, in the order in which their jobs are asked. */
  readonly kinds: readonly JobKind[];
  readonly selector: Selector;
  readonly exclude?: Exclusion | undefined;
}

/** How many conditions a `switch` may have. */
const MAX_CONDITIONS = 50;

/**
 * A subworkflow that says whether a listed job matches: `matches(job, kind, startSeconds)`. Everything is checked again that
 * the server was asked to filter by, except the raw filter. A job that lacks a field which a condition reads is read by
 * itself first: what a listing leaves out is unknown, and what a get leaves out is empty.
 */
export function matches({ kinds, selector, exclude }: Choice): Subworkflow {
  const fields = fieldsRead({ selector, exclude });
  return {
    params: ["job", "kind", "startSeconds"],
    steps: [
      { judgeFields: { switch: missingFields(fields) } },
      {
        readJob: {
          assign: [
            { nothing: {} },
            { selected: wantedValues(selector) },
            ...(exclude ? [{ excluded: wantedValues(exclude) }] : []),
            { ended: statesAmong(kinds, ({ terminalStates }) => [...terminalStates]) },
            ...fields.map((field) => ({
              [FIELD_VARIABLES[field].variable]: `\${${FIELD_VARIABLES[field].expression}}`,
            })),
          ],
        },
      },
      ...switches("checkSelected", selectedConditions(selector), false),
      ...switches("checkExcluded", excludedConditions(exclude), true),
      { returnMatch: { return: exclude === undefined } },
      getWholeJob(),
      { keepWholeJob: { assign: [{ job: "${wholeJob.body}" }], next: "readJob" } },
    ],
  };
}

function missingFields(fields: readonly JobField[]): Branch[] {
  return fields.flatMap((field) =>
    field === "name" ? [] : [{ condition: `\${${lacks(field)}}`, next: "getWholeJob" }],
  );
}

/** Reached from `judgeFields` alone. A job that is gone does not match. */
function getWholeJob(): Step {
  return getJob({
    step: "getWholeJob",
    verb: "Read",
    region: 'text.split(job.name, "/")[3]',
    name: "job.name",
    fields: "${kind.fields}",
    whenMissing: false,
    result: "wholeJob",
  });
}

/** A state that this version does not know is active: only what has ended is out. */
function selectedConditions(selector: Selector): WorkflowCondition[] {
  return [{ reads: "state", unmet: "state in ended" }, ...workflowConditions(selector, "selected")];
}

function excludedConditions(exclude: Exclusion | undefined): WorkflowCondition[] {
  return exclude ? workflowConditions(exclude, "excluded") : [];
}

/** The fields of a job that the conditions read, each once. */
export function fieldsRead({ selector, exclude }: Omit<Choice, "kinds">): JobField[] {
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
