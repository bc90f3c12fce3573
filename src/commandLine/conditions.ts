import { KINDS } from "../vertex/kinds/kinds";
import type { Selector } from "../vertex/selection/selector";
import { statesOf } from "../vertex/selection/states";

/** One condition of a selector as an option. */
export interface Condition {
  readonly field: Exclude<keyof Selector, "allJobs">;
  /** Its name without dashes, and without `exclude-`. */
  readonly option: string;
  readonly argument: string;
  /** Whether it takes one text, one or more, or labels. */
  readonly takes: "text" | "texts" | "labels";
  readonly help: string;
  /** What a shell offers for it. */
  readonly choices?: readonly string[];
}

/** The conditions of `selector` and of `exclude`. */
export const CONDITIONS: readonly Condition[] = [
  {
    field: "names",
    option: "name",
    argument: "<name>",
    takes: "texts",
    help: "full name, projects/P/locations/R/pipelineJobs/ID, which says project and region; repeatable; not together with other conditions",
  },
  {
    field: "labels",
    option: "label",
    argument: "<key=value>",
    takes: "labels",
    help: 'label; the value "*" means any; repeatable, all must fit',
  },
  {
    field: "displayName",
    option: "display-name",
    argument: "<text>",
    takes: "text",
    help: "display name; * stands for any characters",
  },
  { field: "pipelineName", option: "pipeline-name", argument: "<text>", takes: "text", help: "name of the pipeline" },
  { field: "templateUri", option: "template-uri", argument: "<uri>", takes: "text", help: "the pipeline's template" },
  {
    field: "scheduleName",
    option: "schedule-name",
    argument: "<name>",
    takes: "text",
    help: "full name of the schedule that launched the job",
  },
  {
    field: "serviceAccount",
    option: "service-account",
    argument: "<email>",
    takes: "text",
    help: "service account that the job runs as",
  },
  {
    field: "states",
    option: "state",
    argument: "<state>",
    takes: "texts",
    help: "state in the API's words; repeatable, one must fit",
    choices: statesOf(KINDS),
  },
  {
    field: "createdBefore",
    option: "created-before",
    argument: "<time>",
    takes: "text",
    help: "created before this RFC 3339 time",
  },
  {
    field: "createdAfter",
    option: "created-after",
    argument: "<time>",
    takes: "text",
    help: "created after this RFC 3339 time",
  },
  { field: "olderThan", option: "older-than", argument: "<age>", takes: "text", help: "past this age, such as 6h" },
  {
    field: "filter",
    option: "filter",
    argument: "<filter>",
    takes: "text",
    help: "what the server's own filter lets through; OR binds tighter than AND there",
  },
];
