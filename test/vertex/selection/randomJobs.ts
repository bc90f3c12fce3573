import fc from "fast-check";
import type { PipelineJobSeed } from "../../../src/testing";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import type { Exclusion, Selector } from "../../../src/vertex/selection/selector";
import { statesOf } from "../../../src/vertex/selection/states";

/** A job without its place. */
export type Seed = Omit<PipelineJobSeed, "project" | "region">;

/** The present of the property; every job is created in the hours before it. */
export const NOW_MS = Date.parse("2026-01-31T12:00:00Z");

/** The project's number in all names. */
export const PROJECT_NUMBER = "123456789012";

/** Texts that mean something to a filter's syntax; so few that jobs and selectors often have the same. */
const names = fc.constantFrom(
  "train",
  'say "hi"',
  "it's",
  "back\\slash\\",
  "(a OR b) AND c",
  "NOT",
  "a*b",
  "aXb",
  "",
  "é中😀",
);
const texts = fc.constantFrom("train", 'a "b"', "\\", "*", "", " ", "line\nbreak", "\ud800");

const displayNames = fc.oneof(
  names,
  fc.constantFrom("train*", "*a*", "*b", "a*b", "**", '*"*', "*\\*", "*OR*c", "*😀", "*a*a*", "train*e"),
);

const labelKeys = fc.constantFrom("env", "cost-center", "a b", "a.b", "AND", "toString", "__proto__");

const labels = fc
  .array(fc.tuple(labelKeys, texts), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries) as Record<string, string>);

const IDS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

const schedules = fc.constantFrom(
  `projects/${PROJECT_NUMBER}/locations/us-central1/schedules/1`,
  `projects/${PROJECT_NUMBER}/locations/us-central1/schedules/2`,
  `projects/${PROJECT_NUMBER}/locations/us-east1/schedules/1`,
);

/** Half hours before the present, give or take a millisecond: so coarse that jobs and bounds often coincide. */
const times = fc
  .integer({ min: 1, max: 12 })
  .map((halfHours) => new Date(NOW_MS - halfHours * 1_800_000 + (halfHours % 3)).toISOString());

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });

/** Leaves out what is undefined: the selector's fields are exactly optional. */
const compact = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));

/** Jobs of one project and region, each with an id of its own. */
export const jobs: fc.Arbitrary<Seed[]> = fc.uniqueArray(
  fc
    .record({
      pipelineJobId: fc.constantFrom(...IDS),
      state: fc.oneof(fc.constantFrom(...statesOf([PIPELINE_JOBS])), fc.constant("PIPELINE_STATE_RUNNING")),
      displayName: optional(names),
      labels,
      createTime: times,
      pipelineSpec: optional(texts.map((name) => ({ pipelineInfo: { name } }))),
      templateUri: optional(texts),
      scheduleName: optional(schedules),
      serviceAccount: optional(texts),
    })
    .map((seed) => compact(seed) as Seed),
  { selector: ({ pipelineJobId }) => pipelineJobId, minLength: 4, maxLength: IDS.length },
);

/** The number of a project in which no job of a test is. */
export const OTHER_NUMBER = "2";

/** In a random name: a mark for the id of the project that the jobs are in. */
export const OWN_ID = "own-project";

/** Full names in any region, by the id of the project, its number or that of another one. */
const jobNames = fc.array(
  fc
    .tuple(
      fc.constantFrom(OWN_ID, PROJECT_NUMBER, OTHER_NUMBER),
      fc.constantFrom("us-central1", "us-east1"),
      fc.constantFrom(...IDS),
    )
    .map(([project, region, id]) => `projects/${project}/locations/${region}/pipelineJobs/${id}`),
  { minLength: 2, maxLength: 8 },
);

/** Each field alone is likely, and several together are not so rare that only they would select nothing. */
const condition: fc.Arbitrary<Exclusion> = fc.oneof(
  jobNames.map((value) => ({ names: value })),
  fc
    .array(fc.tuple(labelKeys, fc.oneof(texts, fc.constant("*"))), { minLength: 1, maxLength: 2 })
    .map((entries) => ({ labels: Object.fromEntries(entries) })),
  displayNames.map((displayName) => ({ displayName })),
  texts.map((pipelineName) => ({ pipelineName })),
  texts.map((templateUri) => ({ templateUri })),
  texts.map((serviceAccount) => ({ serviceAccount })),
  fc
    .tuple(schedules, fc.boolean())
    .map(([name, isId]) => ({ scheduleName: isId ? name.replace(PROJECT_NUMBER, "some-project") : name })),
  fc.subarray([...statesOf([PIPELINE_JOBS])], { minLength: 1 }).map((states) => ({ states })),
  times.map((createdBefore) => ({ createdBefore })),
  times.map((createdAfter) => ({ createdAfter })),
  fc.constantFrom("30m", "2h", "2h30m", "0.25d").map((olderThan) => ({ olderThan })),
);

const conditions: fc.Arbitrary<Exclusion> = fc
  .array(condition, { maxLength: 2 })
  .map((conditions) => Object.assign({}, ...conditions));

/** Fields that every job of a listing lacks. */
export const leftOutFields = fc.oneof(
  fc.constant([]),
  fc.subarray([
    "state",
    "displayName",
    "createTime",
    "labels",
    "pipelineSpec",
    "templateUri",
    "scheduleName",
    "serviceAccount",
  ]),
);

/** Raw filters, each with what it means. */
export const RAW_FILTERS = {
  'display_name:"*a*" OR labels.env:*': (job: Seed) =>
    (job.displayName ?? "").includes("a") || Object.hasOwn(job.labels ?? {}, "env"),
  'labels.env:* AND pipeline_name="train" OR display_name="train"': (job: Seed) =>
    Object.hasOwn(job.labels ?? {}, "env") && (pipelineNameOf(job) === "train" || job.displayName === "train"),
} as const;

/** `pipelineSpec.pipelineInfo.name` of a seed. */
export function pipelineNameOf({ pipelineSpec }: Seed): string {
  return (pipelineSpec as { pipelineInfo: { name: string } } | undefined)?.pipelineInfo.name ?? "";
}

const rawFilters = fc.option(fc.constantFrom(...Object.keys(RAW_FILTERS)), { nil: undefined, freq: 2 });

/** An exclusion of up to two fields and perhaps a raw filter. */
export const exclusions: fc.Arbitrary<Exclusion> = fc
  .tuple(conditions, rawFilters)
  .map(([fields, filter]) => ({ ...fields, ...(filter !== undefined && { filter }) }));

/** A selector of the same. */
export const selectors: fc.Arbitrary<Selector> = exclusions.map((selector) =>
  Object.keys(selector).length > 0 ? selector : { allJobs: true },
);
