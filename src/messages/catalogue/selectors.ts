import type { Rows } from "../row";

const LABEL = "must have only lowercase letters, digits, _ and -, at most {length} of them";

const LABEL_RULE = {
  cause:
    "No job can have such a label, so that nothing would ever match. Perhaps it is a stack's name with capitals or dots.",
  remedy: "Write what the message suggests, here and where jobs are submitted.",
} as const;

const UNBALANCED = {
  cause: "A raw `filter` that would change the meaning of what it is joined with.",
  remedy: "Correct it.",
} as const;

/** What is wrong with a selector or an exclusion; the rest of a sentence that begins with the condition. */
export const SELECTORS = {
  mustBeConditions: {
    text: "must be an object of conditions",
    cause: "A value of another type.",
    remedy: "Correct it.",
  },
  notACondition: {
    text: "is not a condition: there are {conditions}",
    cause: "A typing error.",
    remedy: "Use one of those.",
  },
  kindLacksCondition: {
    text: "is a condition that {kind} do not have; {kinds} have it",
    cause: "Jobs of one of the chosen kinds have no such field.",
    remedy: "Use other conditions, or a sweep of its own for the kinds that have it.",
  },
  nameOfOtherKind: {
    text: "is one of the {kind}, and {kinds} has only {named}",
    cause: "A full name of a kind of jobs that is not selected from.",
    remedy: "Add the kind, or remove the name.",
  },
  excludesAll: {
    text: "can't be used to exclude: it would leave no job",
    cause: "`exclude.allJobs` would exclude every job.",
    remedy: "Remove it.",
  },
  noCondition: {
    text: {
      pulumi: "must have a condition, or allJobs: true to select every job",
      command: "must have a condition, or --all to select every job",
    },
    cause: "A selector without a condition, often because a variable is empty.",
    remedy: "Give a condition.",
  },
  noExclusion: {
    text: "must have a condition: leave it out to exclude nothing",
    cause: "An `exclude` without a condition.",
    remedy: "Leave it out, or give a condition.",
  },
  notTogether: {
    text: "can't be given together with {others}",
    cause: "`names` and `allJobs` say by themselves which jobs are selected.",
    remedy: "Remove the other conditions.",
  },
  createdOrder: {
    text: "must be earlier than {before}",
    cause: "No job can match both times.",
    remedy: "Exchange them.",
  },
  notATime: {
    text: 'must be an RFC 3339 time, such as "2026-01-31T12:00:00Z"',
    cause: "A time without a time zone, or a date alone.",
    remedy: "Write it like the example.",
  },
  notAnAge: {
    text: 'must be a duration of more than zero and at most 100 years, such as "6h" or "1d12h"',
    cause: "An age that can't be read.",
    remedy: "Write it like the example.",
  },
  mustBeOneOf: {
    text: "must be one of {values}",
    cause: "Not a state of the API.",
    remedy: "Take one of those, in full.",
  },
  mustNotBeEmpty: {
    text: "must not be empty",
    cause: "An empty text, often a variable that is not set.",
    remedy: "Give it, or leave it out.",
  },
  noLabel: {
    text: "must have at least one label with its value",
    cause: "No label.",
    remedy: 'Write `{ env: "pr-7" }`, or `{ keep: "*" }`.',
  },
  labelWithoutValue: {
    text: 'has no value: "*" stands for any',
    cause: "A label without a value.",
    remedy: 'Write `{ env: "pr-7" }`, or `{ keep: "*" }`.',
  },
  labelKey: {
    text: `${LABEL}, and begin with a letter, to be the key of a label{suggestion}`,
    ...LABEL_RULE,
  },
  labelValue: { text: `${LABEL}, to be the value of a label{suggestion}`, ...LABEL_RULE },
  labelSuggestion: { text: ": write {label}", ...LABEL_RULE },
  labelWildcard: {
    text: 'can\'t have a wildcard in it: only a whole "*" stands for any',
    cause: "A `*` that would stand for itself and match nothing.",
    remedy: "Write the value in full.",
  },
  noWildcards: {
    text: "can't have wildcards: only {@displayName} can",
    cause: "A `*` that would stand for itself and match nothing.",
    remedy: "Write the value in full, or select by `displayName`.",
  },
  onlyWildcards: {
    text: "must have more than asterisks, which every job matches",
    cause: '`displayName: "*"`.',
    remedy: "Use `allJobs: true` to select every job.",
  },
  parenthesisNotOpened: {
    text: "closes a parenthesis at position {position} that it has not opened",
    ...UNBALANCED,
  },
  quoteNotClosed: { text: "has a quote ({quote}) that is never closed", ...UNBALANCED },
  parenthesisNotClosed: { text: "has a parenthesis that is never closed", ...UNBALANCED },
  severalProjects: {
    text: "must be of one project, not of {projects}",
    cause: "A resource is about the jobs of one project.",
    remedy: "Declare a resource for each project.",
  },
  nameElsewhere: {
    text: "is in project {named}, and jobs are looked for in {project}",
    cause: "`project` is given, and a name has another project.",
    remedy: "Leave `project` out, or correct it.",
  },
  nameInOtherRegion: {
    text: "is in {region}, and jobs are looked for in {regions}",
    cause: "`regions` is given, and a name has another region.",
    remedy: "Leave `regions` out, or correct it.",
  },
} as const satisfies Rows;
