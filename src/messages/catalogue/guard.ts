import type { Rows } from "../row";

const OTHER_CONDITIONS = "Use other conditions, or a sweep.";

/** What is wrong with an argument of a guard; the rest of a sentence that begins with the argument. */
export const GUARD = {
  notAnArgument: { text: "is not an argument of JobGuard", cause: "A typing error.", remedy: "Correct the name." },
  guardProject: {
    text: "must be a project's id or number",
    cause: "The guard must know where the jobs are.",
    remedy: "Correct it.",
  },
  guardProjectMissing: {
    text: "is missing: give it, or set gcp:project in the stack's config",
    cause: "The guard must know where the jobs are.",
    remedy: "Set one of them.",
  },
  guardRegionsMissing: {
    text: "are missing: give them, or set gcp:region in the stack's config",
    cause: "The guard must know where the jobs are.",
    remedy: "Set one of them.",
  },
  noWorkflowRegion: {
    text: "is not a region in which Google Workflows runs: choose one of {regions}",
    cause: "Workflows does not run there.",
    remedy: "Choose another region; each of them works.",
  },
  noDefaultWorkflowRegion: {
    text: "is not given, and the first of regions is {region}, in which Google Workflows does not run: choose one of {regions}",
    cause: "Workflows does not run there.",
    remedy: "Give `workflowRegion`; each of them works.",
  },
  notACron: {
    text: 'must be a cron expression of five fields, such as "*/10 * * * *"{fault}',
    cause: "Cloud Scheduler takes unix-cron, without seconds.",
    remedy: "Correct it.",
  },
  cronFault: { text: ": {fault}", cause: "Why the cron expression can't be read.", remedy: "Correct it." },
  notATimeZone: {
    text: "must be the name of a time zone, such as Europe/Berlin",
    cause: "Not a name of the tz database.",
    remedy: "Correct it.",
  },
  countUpTo: {
    text: "must be a whole number from 1 to {most}",
    cause: "More than an execution can do.",
    remedy: "Give less, or use a sweep.",
  },
  expression: {
    text: "can't have ${ in it: a workflow would evaluate it",
    cause: "A sweep can compare this, a workflow can't.",
    remedy: OTHER_CONDITIONS,
  },
  filterExcludes: {
    text: "can't be evaluated by a workflow, only by the server: use the other conditions",
    cause: "A sweep can do this with one more listing, a workflow can't.",
    remedy: OTHER_CONDITIONS,
  },
  workflowLabel: {
    text: "has the key {key}: a workflow takes lowercase letters, digits, _ and -",
    cause: "A sweep can compare this, a workflow can't.",
    remedy: OTHER_CONDITIONS,
  },
  onlyTerminal: {
    text: "must have a state that is not terminal: what has ended can't be stopped",
    cause: "The guard would never do anything.",
    remedy: "Leave `states` out, or name an active one.",
  },
  nameNeedsNumber: {
    text: "must have the number of the project, as project has: a workflow can't tell whose the id is",
    cause: "`project` is a number, and the name has an id.",
    remedy: "Spell both in one way, or leave `project` out.",
  },
} as const satisfies Rows;
