import type { JobField, JobKind } from "../kinds/jobKind";

/**
 * Selects the jobs for which every given condition holds.
 *
 * A selector without any condition selects nothing unless it says {@link allJobs}.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs
 */
export interface Selector {
  /**
   * Full names, such as `projects/{project}/locations/{region}/pipelineJobs/{pipelineJobId}`. They are of
   * one project, and say where jobs are looked for. Not together with other conditions.
   */
  readonly names?: readonly string[];
  /**
   * Labels that the job has, all of them. The value `"*"` asks for the label, whatever its value. Labels that no job can
   * have are refused: capitals, spaces, and punctuation other than `_` and `-`.
   *
   * @see https://cloud.google.com/resource-manager/docs/labels-overview#requirements
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** The job's display name; `*` stands for any characters, also none. Case matters. */
  readonly displayName?: string;
  /** The pipeline's name, `pipelineSpec.pipelineInfo.name`. */
  readonly pipelineName?: string;
  /** Where the pipeline's template came from. */
  readonly templateUri?: string;
  /** Full name of the schedule that launched the job. Compared by region and id, like {@link names}. */
  readonly scheduleName?: string;
  /** Email address of the service account that the job runs as. */
  readonly serviceAccount?: string;
  /** API state names in full, any of them. Default of a selector that stops jobs: all that are not terminal, also ones that this version does not know. */
  readonly states?: readonly string[];
  /** RFC 3339 time; the job was created before it. */
  readonly createdBefore?: string;
  /** RFC 3339 time; the job was created after it. */
  readonly createdAfter?: string;
  /** Age that the job is past, such as `6h` or `1d12h`: numbers with `w`, `d`, `h`, `m`, `s` or `ms`. */
  readonly olderThan?: string;
  /**
   * More conditions in the API's own filter language, which only the server can evaluate. Mind that `OR` binds tighter
   * than `AND` there.
   *
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
   */
  readonly filter?: string;
  /** `true` selects every job. Not together with conditions. */
  readonly allJobs?: boolean;
}

/**
 * Excludes those of the selected jobs for which every given condition holds. The API's filters for
 * pipeline jobs have no `NOT`, so an exclusion is evaluated here; of a raw filter, by listing what it lets through.
 */
export type Exclusion = Omit<Selector, "allJobs">;

/** The field of a job that each condition is on. The others need none: `filter`, and `allJobs`. */
export const CONDITION_FIELDS: Readonly<Partial<Record<string, JobField>>> = {
  names: "name",
  labels: "labels",
  displayName: "displayName",
  pipelineName: "pipelineName",
  templateUri: "templateUri",
  scheduleName: "scheduleName",
  serviceAccount: "serviceAccount",
  states: "state",
  createdBefore: "createTime",
  createdAfter: "createTime",
  olderThan: "createTime",
} satisfies Partial<Record<keyof Selector, JobField>>;

/** What the meaning of a selector depends on besides itself. */
export interface SelectionContext {
  /** The kind of the jobs. */
  readonly kind: JobKind;
  /** The present for `olderThan`, in milliseconds since the epoch. The same for a listing and its local check. */
  readonly nowMs: number;
  /** What a selector without `states` asks for: all that are not terminal, which is the default, or any. */
  readonly defaultStates?: "active" | "any";
  /** Filter of the list method for jobs by their ids; absent: jobs of any id. */
  readonly idCondition?: string;
}

/**
 * Takes a value that `checkSelector` has nothing against as a selector, without the fields that are `null` or
 * `undefined`.
 */
export function toSelector(value: object): Selector {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => isGiven(field)));
}

/** Whether a selector or an exclusion asks for anything. `allJobs` is no condition. */
export function hasConditions(selector: Selector): boolean {
  return Object.entries(selector).some(([field, value]) => field !== "allJobs" && isGiven(value));
}

/** Whether a field counts: the engine may send `null` for one that a program left out. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
