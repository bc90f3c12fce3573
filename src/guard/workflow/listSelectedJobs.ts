import { compileFilter } from "../../vertex/selection/compileFilter";
import type { Selector } from "../../vertex/selection/selector";
import { GUARDED_KIND } from "../guardedKind";
import { ageSeconds } from "./conditions";
import type { Step, Subworkflow, Subworkflows } from "./definition";
import { type Choice, matches, readMaskOf } from "./matches";

/** Which jobs of which project and regions a workflow looks for. */
export interface Selection extends Choice {
  readonly project: string;
  readonly regions: readonly string[];
}

/** Far below what all variables of a workflow may hold together, 512 KB, also with long labels. */
export const PAGE_SIZE = 50;

/**
 * Subworkflows that list the active jobs which a selection means: `listSelectedJobs(startSeconds, known, maxJobs)`
 * returns full names, without those in `known`, and stops early when the names and the known are more than `maxJobs`.
 */
export function listingSubworkflows(selection: Selection): Subworkflows {
  return { listSelectedJobs: listSelectedJobs(selection), matches: matches(selection) };
}

function listSelectedJobs(selection: Selection): Subworkflow {
  const nextPageToken = '${default(map.get(page.body, "nextPageToken"), "")}';
  return {
    params: ["startSeconds", "known", "maxJobs"],
    steps: [
      { beginListing: { assign: [{ found: [] }, { none: [] }, ...filterAssignments(selection.selector)] } },
      {
        listRegions: {
          for: {
            value: "region",
            in: selection.regions,
            steps: [
              { beginRegion: { assign: [{ pageToken: "" }] } },
              listPage(selection),
              readPage(),
              { beginNextPage: { assign: [{ pageToken: nextPageToken }] } },
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

/** By `http.get`, since its query is part of the documentation, and a connector's is not sent by every engine. */
function listPage(selection: Selection): Step {
  const { project } = selection;
  const host = '"https://" + region + "-aiplatform.googleapis.com"';
  const path = `"/v1/projects/${project}/locations/" + region + "/pipelineJobs"`;
  const message = `"could not list the pipeline jobs of ${project} in " + region + ": " + e.message`;
  return {
    listPage: {
      try: {
        call: "http.get",
        args: {
          url: `\${${host} + ${path}}`,
          auth: { type: "OAuth2" },
          query: {
            filter: "${filter}",
            pageSize: PAGE_SIZE,
            pageToken: "${pageToken}",
            readMask: readMaskOf(selection),
          },
        },
        result: "page",
      },
      retry: "${http.default_retry}",
      except: {
        as: "e",
        steps: [{ raiseListError: { raise: { message: `\${${message}}`, tags: "${e.tags}" } } }],
      },
    },
  };
}

function readPage(): Step {
  const keep = {
    condition: "${isMatch and not(job.name in known)}",
    assign: [{ found: "${list.concat(found, job.name)}" }],
  };
  const ask = { call: "matches", args: { job: "${job}", startSeconds: "${startSeconds}" }, result: "isMatch" };
  return {
    readPage: {
      for: {
        value: "job",
        in: '${default(map.get(page.body, "pipelineJobs"), none)}',
        steps: [{ askWhetherMeant: ask }, { keepName: { switch: [keep] } }],
      },
    },
  };
}

/** The server's filter; an age is one of the run's time, not of the deployment's. */
function filterAssignments({ olderThan, ...selector }: Selector): Record<string, string>[] {
  const filter = compileFilter(selector, { kind: GUARDED_KIND, nowMs: 0 });
  if (olderThan === undefined) return [{ filter: filter ?? "" }];
  const before = `time.format(startSeconds - ${ageSeconds(olderThan)})`;
  return [
    { filter: `${filter === undefined ? "" : `${filter} AND `}create_time<"` },
    { filter: `\${filter + ${before} + "\\""}` },
  ];
}
