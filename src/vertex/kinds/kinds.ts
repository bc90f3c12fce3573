import type { JobKind } from "./jobKind";

/**
 * A job id: at most 128 of `[a-z0-9-]`. Ids that the service generates itself start with a digit.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/create
 */
const JOB_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,127}$/;

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/PipelineState */
const PIPELINE_STATES = {
  unspecifiedState: "PIPELINE_STATE_UNSPECIFIED",
  terminalStates: new Set(["PIPELINE_STATE_SUCCEEDED", "PIPELINE_STATE_FAILED", "PIPELINE_STATE_CANCELLED"]),
  activeStates: [
    "PIPELINE_STATE_QUEUED",
    "PIPELINE_STATE_PENDING",
    "PIPELINE_STATE_RUNNING",
    "PIPELINE_STATE_CANCELLING",
    "PIPELINE_STATE_PAUSED",
  ],
  cancelledState: "PIPELINE_STATE_CANCELLED",
  cancellingState: "PIPELINE_STATE_CANCELLING",
} as const;

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/JobState */
const JOB_STATES = {
  unspecifiedState: "JOB_STATE_UNSPECIFIED",
  terminalStates: new Set([
    "JOB_STATE_SUCCEEDED",
    "JOB_STATE_FAILED",
    "JOB_STATE_CANCELLED",
    "JOB_STATE_EXPIRED",
    "JOB_STATE_PARTIALLY_SUCCEEDED",
  ]),
  activeStates: [
    "JOB_STATE_QUEUED",
    "JOB_STATE_PENDING",
    "JOB_STATE_RUNNING",
    "JOB_STATE_CANCELLING",
    "JOB_STATE_PAUSED",
    "JOB_STATE_UPDATING",
  ],
  cancelledState: "JOB_STATE_CANCELLED",
  cancellingState: "JOB_STATE_CANCELLING",
} as const;

const STATE_FIELDS = [
  "name",
  "displayName",
  "state",
  "createTime",
  "startTime",
  "endTime",
  "updateTime",
  "error",
] as const;

/** What a listing shows of any job, and what else of a kind's. */
const listed = (...own: readonly string[]) => [...STATE_FIELDS, "labels", ...own];

/** What most kinds have in common. */
const COMMON = {
  idPattern: JOB_ID_PATTERN,
  fields: {
    name: { path: "name" },
    state: { path: "state", filter: "state" },
    labels: { path: "labels", filter: "labels" },
    displayName: { path: "displayName", filter: "display_name" },
    createTime: { path: "createTime", filter: "create_time" },
  },
  stateFields: STATE_FIELDS,
  listedFields: listed(),
  hasReadMask: true,
  isListedByUpdateTime: false,
  hasBatchMethods: false,
  canBeDeleted: true,
  cancelledError: "always",
  isLaunchedBySchedules: false,
  children: [],
} as const;

const TUNING_JOB_FIELDS = STATE_FIELDS.map((field) => (field === "displayName" ? "tunedModelDisplayName" : field));

const DATA_LABELING_JOB_FIELDS = STATE_FIELDS.filter((field) => field !== "startTime" && field !== "endTime");

/** Each kind of job that can be cancelled, by the collection in the names of its jobs. */
const ROWS = {
  /**
   * Pipeline jobs.
   *
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs
   */
  pipelineJobs: {
    ...COMMON,
    ...PIPELINE_STATES,
    fields: {
      ...COMMON.fields,
      pipelineName: { path: "pipelineSpec.pipelineInfo.name", filter: "pipeline_name" },
      templateUri: { path: "templateUri", filter: "template_uri" },
      scheduleName: { path: "scheduleName", filter: "schedule_name" },
      serviceAccount: { path: "serviceAccount" },
    },
    listedFields: listed("pipelineSpec.pipelineInfo", "templateUri", "scheduleName", "serviceAccount"),
    idFilter: "pipeline_job_user_id",
    isListedByUpdateTime: true,
    hasBatchMethods: true,
    // The reference promises one; the one recording, of a job that was pending, has none.
    cancelledError: "sometimes",
    isLaunchedBySchedules: true,
    children: [
      { collection: "customJobs", path: "jobDetail.taskDetails.executorDetail.containerDetail.mainJob" },
      { collection: "customJobs", path: "jobDetail.taskDetails.executorDetail.customJobDetail.job" },
    ],
  },

  /**
   * Custom jobs, which tasks of pipelines start as well.
   *
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs
   */
  customJobs: {
    ...COMMON,
    ...JOB_STATES,
    fields: { ...COMMON.fields, serviceAccount: { path: "jobSpec.serviceAccount" } },
    listedFields: listed("jobSpec.serviceAccount"),
  },

  /** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.hyperparameterTuningJobs */
  hyperparameterTuningJobs: {
    ...COMMON,
    ...JOB_STATES,
    fields: { ...COMMON.fields, serviceAccount: { path: "trialJobSpec.serviceAccount" } },
    listedFields: listed("trialJobSpec.serviceAccount"),
    children: [{ collection: "customJobs", path: "trials.customJob" }],
  },

  /** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.batchPredictionJobs */
  batchPredictionJobs: {
    ...COMMON,
    ...JOB_STATES,
    fields: { ...COMMON.fields, serviceAccount: { path: "serviceAccount" } },
    listedFields: listed("serviceAccount"),
  },

  /**
   * What they start is in `trainingTaskMetadata`, whose schema hinges on the kind of training.
   *
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.trainingPipelines
   */
  trainingPipelines: {
    ...COMMON,
    ...PIPELINE_STATES,
    children: [
      { collection: "customJobs", path: "trainingTaskMetadata.backingCustomJob" },
      { collection: "hyperparameterTuningJobs", path: "trainingTaskMetadata.backingHyperparameterTuningJob" },
    ],
  },

  /**
   * Tuning of generative models. The list method names no field that it can filter by.
   *
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.tuningJobs
   */
  tuningJobs: {
    ...COMMON,
    ...JOB_STATES,
    fields: {
      name: { path: "name" },
      state: { path: "state" },
      labels: { path: "labels" },
      displayName: { path: "tunedModelDisplayName" },
      createTime: { path: "createTime" },
      serviceAccount: { path: "serviceAccount" },
    },
    stateFields: TUNING_JOB_FIELDS,
    listedFields: [...TUNING_JOB_FIELDS, "labels", "serviceAccount"],
    hasReadMask: false,
    canBeDeleted: false,
    children: [{ collection: "pipelineJobs", path: "pipelineJob", isInBetaOnly: true }],
  },

  /** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.nasJobs */
  nasJobs: {
    ...COMMON,
    ...JOB_STATES,
  },

  /** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.dataLabelingJobs */
  dataLabelingJobs: {
    ...COMMON,
    ...JOB_STATES,
    stateFields: DATA_LABELING_JOB_FIELDS,
    listedFields: [...DATA_LABELING_JOB_FIELDS, "labels"],
    cancelledError: "never",
  },
} satisfies Readonly<Record<string, Omit<JobKind, "collection" | "permissionPrefix">>>;

/**
 * A kind of job, by the collection in its name.
 *
 * - `pipelineJobs`: pipeline jobs.
 * - `customJobs`: custom jobs, which tasks of pipelines start as well.
 * - `hyperparameterTuningJobs`: hyperparameter tuning jobs.
 * - `batchPredictionJobs`: batch prediction jobs.
 * - `trainingPipelines`: training pipelines.
 * - `tuningJobs`: tuning of generative models.
 * - `nasJobs`: neural architecture search jobs.
 * - `dataLabelingJobs`: data labeling jobs.
 */
export type JobKindName = keyof typeof ROWS;

/** Every kind of job that can be cancelled. */
export const KINDS: readonly (JobKind & { readonly collection: JobKindName })[] = Object.entries(ROWS).map(
  ([name, row]) => ({
    collection: name as JobKindName,
    permissionPrefix: `aiplatform.${name}`,
    ...row,
  }),
);

/** The kind of this name. */
const kindOf = (name: JobKindName): JobKind => KINDS.find(({ collection }) => collection === name) as JobKind;

/** The kind that schedules launch. */
export const PIPELINE_JOBS = kindOf("pipelineJobs");

/** The kind that tasks of pipelines start. */
export const CUSTOM_JOBS = kindOf("customJobs");
