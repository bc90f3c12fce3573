import {
  BATCH_PREDICTION_JOB_MESSAGE,
  CUSTOM_JOB_MESSAGE,
  DATA_LABELING_JOB_MESSAGE,
  HYPERPARAMETER_TUNING_JOB_MESSAGE,
  NAS_JOB_MESSAGE,
  TRAINING_PIPELINE_MESSAGE,
  TUNING_JOB_MESSAGE,
} from "../messages/jobMessages";
import { PIPELINE_JOB_MESSAGE } from "../messages/pipelineJobMessage";
import { JOB_STATES, PIPELINE_STATES } from "../messages/stateEnums";
import type { FilterField, JobKind, JobKindRow } from "./jobKind";
import { launchedPipeline, shownPipeline } from "./pipelineTasks";
import { launchedTraining, shownTraining } from "./trainingTask";
import { launchedTuning, shownTuning } from "./tuningTrials";

/** What most kinds can be filtered by. */
const COMMON_FILTERS: Readonly<Record<string, FilterField>> = {
  display_name: { as: "pattern" },
  state: { as: "state" },
  create_time: { as: "time" },
  labels: { as: "labels" },
};

/** What most rows say. */
const COMMON = {
  states: JOB_STATES,
  displayNameField: "displayName",
  filterFields: COMMON_FILTERS,
  hasNot: true,
  hasReadMask: true,
  orderBy: [],
  canBeDeleted: true,
  hasBatches: false,
  errorWhenCancelled: "always",
  outputOnly: [],
  children: {},
} as const satisfies Partial<JobKindRow>;

/** A new kind is one more row. */
const ROWS: readonly JobKindRow[] = [
  {
    ...COMMON,
    collection: "pipelineJobs",
    typeName: "PipelineJob",
    states: PIPELINE_STATES,
    message: PIPELINE_JOB_MESSAGE,
    idParameter: "pipelineJobId",
    required: [["pipelineSpec", "templateUri"], ["runtimeConfig.gcsOutputDirectory"]],
    outputOnly: ["jobDetail", "templateMetadata", "scheduleName", "satisfiesPzs", "satisfiesPzi"],
    filterFields: {
      ...COMMON_FILTERS,
      pipeline_name: { as: "text", path: "pipelineSpec.pipelineInfo.name" },
      pipeline_job_user_id: { as: "pattern", path: "id" },
      template_uri: { as: "pattern" },
      "template_metadata.version": { as: "pattern" },
      update_time: { as: "time" },
      end_time: { as: "time" },
      // Not in the proto, but on the page "Schedule a pipeline run with scheduler API", and Google's SDK uses it.
      schedule_name: { as: "resourceName" },
    },
    hasNot: false,
    orderBy: ["create_time", "update_time", "end_time", "start_time"],
    hasBatches: true,
    errorWhenCancelled: "asToldByOption",
    serviceLabel: "vertex-ai-pipelines-run-billing-id",
    children: {
      customJobs: [
        "jobDetail.taskDetails.executorDetail.customJobDetail.job",
        "jobDetail.taskDetails.executorDetail.containerDetail.mainJob",
      ],
    },
    launched: launchedPipeline,
    shown: shownPipeline,
  },
  {
    ...COMMON,
    collection: "customJobs",
    typeName: "CustomJob",
    message: CUSTOM_JOB_MESSAGE,
    required: [["displayName"], ["jobSpec"]],
    outputOnly: ["webAccessUris", "satisfiesPzs", "satisfiesPzi"],
  },
  {
    ...COMMON,
    collection: "hyperparameterTuningJobs",
    typeName: "HyperparameterTuningJob",
    message: HYPERPARAMETER_TUNING_JOB_MESSAGE,
    required: [["displayName"], ["studySpec"], ["maxTrialCount"], ["parallelTrialCount"], ["trialJobSpec"]],
    outputOnly: ["trials", "satisfiesPzs", "satisfiesPzi"],
    children: { customJobs: ["trials.customJob"] },
    launched: launchedTuning,
    shown: shownTuning,
  },
  {
    ...COMMON,
    collection: "batchPredictionJobs",
    typeName: "BatchPredictionJob",
    message: BATCH_PREDICTION_JOB_MESSAGE,
    required: [["displayName"], ["inputConfig"], ["outputConfig"]],
    outputOnly: [
      "modelVersionId",
      "outputInfo",
      "partialFailures",
      "resourcesConsumed",
      "completionStats",
      "modelMonitoringStatus",
      "satisfiesPzs",
      "satisfiesPzi",
    ],
    // The fake has no models, so that a model's id stands for its name.
    filterFields: { ...COMMON_FILTERS, model_display_name: { as: "text", path: "model", isId: true } },
  },
  {
    ...COMMON,
    collection: "trainingPipelines",
    typeName: "TrainingPipeline",
    states: PIPELINE_STATES,
    message: TRAINING_PIPELINE_MESSAGE,
    required: [["displayName"], ["trainingTaskDefinition"], ["trainingTaskInputs"]],
    outputOnly: ["trainingTaskMetadata"],
    filterFields: { ...COMMON_FILTERS, training_task_definition: { as: "pattern" } },
    children: {
      customJobs: ["trainingTaskMetadata.backingCustomJob"],
      hyperparameterTuningJobs: ["trainingTaskMetadata.backingHyperparameterTuningJob"],
    },
    launched: launchedTraining,
    shown: shownTraining,
  },
  {
    ...COMMON,
    collection: "tuningJobs",
    typeName: "TuningJob",
    message: TUNING_JOB_MESSAGE,
    displayNameField: "tunedModelDisplayName",
    required: [],
    outputOnly: ["experiment", "tunedModel", "tuningDataStats", "evaluateDatasetRuns", "pipelineJob"],
    // "The standard list filter", without a word on its fields; clients ask for states.
    filterFields: { state: { as: "state" } },
    hasReadMask: false,
    canBeDeleted: false,
    children: { pipelineJobs: ["pipelineJob"] },
  },
  {
    ...COMMON,
    collection: "nasJobs",
    typeName: "NasJob",
    message: NAS_JOB_MESSAGE,
    required: [["displayName"], ["nasJobSpec"]],
    outputOnly: ["nasJobOutput", "satisfiesPzs", "satisfiesPzi"],
  },
  {
    ...COMMON,
    collection: "dataLabelingJobs",
    typeName: "DataLabelingJob",
    message: DATA_LABELING_JOB_MESSAGE,
    required: [["displayName"], ["datasets"], ["labelerCount"], ["instructionUri"], ["inputsSchemaUri"], ["inputs"]],
    outputOnly: ["labelingProgress", "currentSpend"],
    orderBy: ["create_time", "update_time"],
    errorWhenCancelled: "never",
  },
];

/** Every kind of job that the fake serves. */
export const JOB_KINDS: readonly JobKind[] = ROWS.map((row) => ({
  ...row,
  statePrefix: String(row.states[0]).replace(/UNSPECIFIED$/, ""),
}));

/**
 * The kind of a collection, such as `customJobs`.
 * @throws RangeError if there is none.
 */
export function kindOf(collection: string): JobKind {
  const kind = JOB_KINDS.find((one) => one.collection === collection);
  if (kind === undefined) {
    const known = JOB_KINDS.map((one) => one.collection).join(", ");
    throw new RangeError(`"${collection}" is no kind of job: the kinds are ${known}.`);
  }
  return kind;
}

/** The kind that schedules launch. */
export const PIPELINE_JOB: JobKind = kindOf("pipelineJobs");
