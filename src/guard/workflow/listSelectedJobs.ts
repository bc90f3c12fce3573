import type { JobKind } from "../../vertex/kinds/jobKind";
import { ageSeconds } from "./conditions";
import type { Step, Subworkflow, Subworkflows } from "./definition";
import { filterOf, isFilteredByAge, kindData } from "./kindData";
import { type Choice, fieldsRead, matches } from "./matches";

/** Which jobs of which project and regions a workflow looks for. */
export interface Selection extends Choice {
  readonly project: string;
  readonly regions: readonly string[];
}

/**
 * Subworkflows that list the active jobs which a selection means: `listSelectedJobs(startSeconds, known, maxJobs)`
 * returns full names, one kind after the other, without those in `known`, and stops early when the names and the known are
 * more than `maxJobs`.
 */
export function listingSubworkflows(selection: Selection): Subworkflows {
  return { listSelectedJobs: listSelectedJobs(selection), matches: matches(selection) };
}

function listSelectedJobs(selection: Selection): Subworkflow {
  const listRegions: Step = {
    listRegions: {
      for: {
        value: "region",
        in: selection.regions,
        steps: [
          { beginRegion: { assign: [{ query: "${kind.query}" }] } },
          listPage(selection),
          readPage(),
          {
            beginNextPage: { assign: [{ "query.pageToken": '${default(map.get(page.body, "nextPageToken"), "")}' }] },
          },
          {
            judgePage: {
              switch: [
                { condition: "${len(found) + len(known) > maxJobs}", return: "${found}" },
                { condition: '${query.pageToken != ""}', next: "listPage" },
              ],
            },
          },
        ],
      },
    },
  };
  return {
    params: ["startSeconds", "known", "maxJobs"],
    steps: [
      { beginListing: { assign: [{ found: [] }, { none: [] }, ...kindAssignments(selection)] } },
      { listKinds: { for: { value: "kind", in: "${kinds}", steps: [listRegions] } } },
      { returnFound: { return: "${found}" } },
    ],
  };
}

/** By `http.get`, since its query is part of the documentation, and a connector's is not sent by every engine. */
function listPage({ project }: Selection): Step {
  const host = '"https://" + region + "-aiplatform.googleapis.com"';
  const path = `"/v1/projects/${project}/locations/" + region + "/" + kind.collection`;
  const message = `"could not list the " + kind.collection + " of ${project} in " + region + ": " + e.message`;
  return {
    listPage: {
      try: {
        call: "http.get",
        args: { url: `\${${host} + ${path}}`, auth: { type: "OAuth2" }, query: "${query}" },
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
  const ask = {
    call: "matches",
    args: { job: "${job}", kind: "${kind}", startSeconds: "${startSeconds}" },
    result: "isMatch",
  };
  return {
    readPage: {
      for: {
        value: "job",
        in: "${default(map.get(page.body, kind.collection), none)}",
        steps: [{ askWhetherMeant: ask }, { keepName: { switch: [keep] } }],
      },
    },
  };
}

/**
 * What the subworkflow knows of each kind. A filter that ends in the time which an age means has a variable of its own, so that
 * no text of a user is part of an expression.
 */
function kindAssignments(selection: Selection): Record<string, unknown>[] {
  const { kinds, selector } = selection;
  const fields = fieldsRead(selection);
  const before = `time.format(startSeconds - ${ageSeconds(selector.olderThan ?? "")})`;
  const aged = kinds.filter((kind) => isFilteredByAge(kind, selector));
  return [
    ...aged.map((kind) => ({ [filterVariable(kind)]: filterOf(kind, selector) })),
    {
      kinds: kinds.map((kind) => {
        const withAge = `\${${filterVariable(kind)} + ${before} + "\\""}`;
        return kindData(kind, fields, aged.includes(kind) ? withAge : filterOf(kind, selector));
      }),
    },
  ];
}

function filterVariable({ collection }: JobKind): string {
  return `filter_${collection}`;
}
