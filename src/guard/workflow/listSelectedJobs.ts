import { PIPELINE_JOBS } from "../../vertex/jobKind";
import { compileFilter } from "../../vertex/selector/compileFilter";
import type { Exclusion, Selector } from "../../vertex/selector/selector";
import {
  ageSeconds,
  JOB_FIELDS,
  type JobField,
  type WorkflowCondition,
  wantedValues,
  workflowConditions,
} from "./conditions";
import type { Step, Subworkflow, Subworkflows } from "./definition";

/** Which jobs of which project and regions a workflow looks for. */
export interface Selection {
  readonly project: string;
  readonly regions: readonly string[];
  readonly selector: Selector;
  readonly exclude?: Exclusion;
}

/** Far below what all variables of a workflow may hold together, 512 KB, also with long labels. */
export const PAGE_SIZE = 50;

/** How many conditions a `switch` may have. */
const MAX_CONDITIONS = 50;

/**
 * Subworkflows that list the active jobs which a selection means: `listSelectedJobs(startSeconds, known, maxJobs)`
 * returns full names, without those in `known`, and stops early when the names and the known are more than `maxJobs`.
 */
export function listingSubworkflows(selection: Selection): Subworkflows {
  return { listSelectedJobs: listSelectedJobs(selection), isMeant: isMeant(selection) };
}

function listSelectedJobs({ project, regions, selector, exclude }: Selection): Subworkflow {
  const url = `https://" + region + "-aiplatform.googleapis.com/v1/projects/${project}/locations/" + region + "/pipelineJobs`;
  const fields = fieldsOf({ selector, ...(exclude && { exclude }) });
  const readMask = [...new Set(["name", ...fields.map((field) => JOB_FIELDS[field].mask)])].join(",");
  return {
    params: ["startSeconds", "known", "maxJobs"],
    steps: [
      { beginListing: { assign: [{ found: [] }, { none: [] }, ...filterAssignments(selector)] } },
      {
        listRegions: {
          for: {
            value: "region",
            in: regions,
            steps: [
              { beginRegion: { assign: [{ pageToken: "" }] } },
              {
                listPage: {
                  try: {
                    call: "http.get",
                    args: {
                      url: `\${"${url}"}`,
                      auth: { type: "OAuth2" },
                      query: { filter: "${filter}", pageSize: PAGE_SIZE, pageToken: "${pageToken}", readMask },
                    },
                    result: "page",
                  },
                  retry: "${http.default_retry}",
                  except: {
                    as: "e",
                    steps: [
                      {
                        raiseListError: {
                          raise: {
                            message: `\${"could not list the pipeline jobs of ${project} in " + region + ": " + e.message}`,
                            tags: "${e.tags}",
                          },
                        },
                      },
                    ],
                  },
                },
              },
              {
                readPage: {
                  for: {
                    value: "job",
                    in: '${default(map.get(page.body, "pipelineJobs"), none)}',
                    steps: [
                      {
                        askWhetherMeant: {
                          call: "isMeant",
                          args: { job: "${job}", startSeconds: "${startSeconds}" },
                          result: "meant",
                        },
                      },
                      {
                        keepName: {
                          switch: [
                            {
                              condition: "${meant and not(job.name in known)}",
                              assign: [{ found: "${list.concat(found, job.name)}" }],
                            },
                          ],
                        },
                      },
                    ],
                  },
                },
              },
              {
                beginNextPage: { assign: [{ pageToken: '${default(map.get(page.body, "nextPageToken"), "")}' }] },
              },
              {
                judgePage: {
                  switch: [
                    { condition: "${len(found) + len(known) > maxJobs}", return: "${found}" },
                    { condition: '${pageToken != ""}', next: "listPage" },
                  ],
                },
              },
            ],
          },
        },
      },
      { returnFound: { return: "${found}" } },
    ],
  };
}

/** The server's filter; an age is one of the run's time, not of the deployment's. */
function filterAssignments({ olderThan, ...selector }: Selector): Record<string, string>[] {
  const filter = compileFilter(selector, { nowMs: 0 });
  if (olderThan === undefined) return [{ filter: filter ?? "" }];
  const before = `time.format(startSeconds - ${ageSeconds(olderThan)})`;
  return [
    { filter: `${filter === undefined ? "" : `${filter} AND `}create_time<"` },
    { filter: `\${filter + ${before} + "\\""}` },
  ];
}

/** Everything is checked again that the server was asked to filter by, except the raw filter. */
function isMeant({ selector, exclude }: Selection): Subworkflow {
  const selection = { selector, ...(exclude && { exclude }) };
  return {
    params: ["job", "startSeconds"],
    steps: [
      {
        readJob: {
          assign: [
            { nothing: {} },
            { selected: { states: PIPELINE_JOBS.activeStates, ...wantedValues(selector) } },
            ...(exclude ? [{ excluded: wantedValues(exclude) }] : []),
            { ended: [...PIPELINE_JOBS.terminalStates] },
            ...fieldsOf(selection).map((field) => ({ [field]: `\${${JOB_FIELDS[field].expression}}` })),
          ],
        },
      },
      ...switches("checkSelected", selectedConditions(selector), false),
      ...switches("checkExcluded", exclude ? workflowConditions(exclude, "excluded") : [], true),
      { returnMeant: { return: exclude === undefined } },
    ],
  };
}

/** A state that this version does not know is active: only what has ended is out. */
function selectedConditions(selector: Selector): WorkflowCondition[] {
  return [{ reads: "state", unmet: "state in ended" }, ...workflowConditions(selector, "selected")];
}

function fieldsOf({ selector, exclude = {} }: Pick<Selection, "selector" | "exclude">): JobField[] {
  const conditions = [...selectedConditions(selector), ...workflowConditions(exclude, "excluded")];
  return [...new Set(conditions.map(({ reads }) => reads))];
}

/** The first condition that is not met decides. */
function switches(name: string, conditions: readonly WorkflowCondition[], isMeant: boolean): Step[] {
  const count = Math.ceil(conditions.length / MAX_CONDITIONS);
  return Array.from({ length: count }, (_, index) => ({
    [index === 0 ? name : `${name}${index + 1}`]: {
      switch: conditions
        .slice(index * MAX_CONDITIONS, (index + 1) * MAX_CONDITIONS)
        .map(({ unmet }) => ({ condition: `\${${unmet}}`, return: isMeant })),
    },
  }));
}
