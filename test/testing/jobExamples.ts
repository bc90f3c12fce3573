import type { JsonObject } from "../../src/testing";

/** What the tests know of a kind of job; spelled here once more, so that a typo in the fake can't cancel out. */
export interface JobExample {
  readonly collection: string;
  /** As error messages spell it. */
  readonly typeName: string;
  readonly statePrefix: "PIPELINE_STATE_" | "JOB_STATE_";
  /** A creation that the API accepts. */
  readonly body: JsonObject;
  /** What it refuses a creation without, in snake_case. */
  readonly required: readonly string[];
  /** The `error` of a job that was cancelled. */
  readonly cancelledError: JsonObject | undefined;
  /** Filters, beyond the state, that a job of this body passes. */
  readonly filters: readonly string[];
  /** Filters that the API does not document. */
  readonly refusedFilters: readonly string[];
  readonly hasReadMask: boolean;
  readonly hasOrderBy: boolean;
  readonly canBeDeleted: boolean;
}

const CANCELED = { code: 1, message: "CANCELED" };
const JOB_SPEC = { workerPoolSpecs: [{ replicaCount: "1", containerSpec: { imageUri: "image" } }] };
const NAMED = { displayName: "train", labels: { team: "blue" } };
const COMMON_FILTERS = [
  'display_name="train"',
  'display_name:"tr*"',
  'displayName!="test"',
  'create_time>="2026-01-01T00:00:00Z"',
  "labels.team=blue",
  "labels.team:*",
];
const NEVER = ['update_time>"2025-01-01T00:00:00Z"', 'start_time>"2025-01-01T00:00:00Z"', 'name="a"'];

const COMMON = {
  statePrefix: "JOB_STATE_",
  cancelledError: CANCELED,
  filters: [...COMMON_FILTERS, 'NOT display_name="test"'],
  refusedFilters: NEVER,
  hasReadMask: true,
  hasOrderBy: false,
  canBeDeleted: true,
} as const;

/** Every kind of job. */
export const JOB_EXAMPLES: readonly JobExample[] = [
  {
    ...COMMON,
    collection: "pipelineJobs",
    typeName: "PipelineJob",
    statePrefix: "PIPELINE_STATE_",
    body: { ...NAMED, pipelineSpec: { pipelineInfo: { name: "n" } } },
    required: ["pipeline_spec"],
    cancelledError: undefined,
    filters: [...COMMON_FILTERS, 'pipeline_name="n"', 'update_time>"2025-01-01T00:00:00Z"'],
    refusedFilters: ['NOT display_name="test"', 'start_time>"2025-01-01T00:00:00Z"'],
    hasOrderBy: true,
  },
  {
    ...COMMON,
    collection: "customJobs",
    typeName: "CustomJob",
    body: { ...NAMED, jobSpec: JOB_SPEC },
    required: ["display_name", "job_spec"],
  },
  {
    ...COMMON,
    collection: "hyperparameterTuningJobs",
    typeName: "HyperparameterTuningJob",
    body: { ...NAMED, studySpec: {}, maxTrialCount: 4, parallelTrialCount: 2, trialJobSpec: JOB_SPEC },
    required: ["display_name", "study_spec", "max_trial_count", "parallel_trial_count", "trial_job_spec"],
  },
  {
    ...COMMON,
    collection: "batchPredictionJobs",
    typeName: "BatchPredictionJob",
    body: {
      ...NAMED,
      model: "projects/p/locations/us-central1/models/7",
      inputConfig: { instancesFormat: "jsonl", gcsSource: { uris: ["gs://b/in"] } },
      outputConfig: { predictionsFormat: "jsonl", gcsDestination: { outputUriPrefix: "gs://b/out" } },
    },
    required: ["display_name", "input_config", "output_config"],
    filters: [...COMMON.filters, 'model_display_name="7"'],
    refusedFilters: [...NEVER, 'model_display_name:"*"'],
  },
  {
    ...COMMON,
    collection: "trainingPipelines",
    typeName: "TrainingPipeline",
    statePrefix: "PIPELINE_STATE_",
    body: {
      ...NAMED,
      trainingTaskDefinition: "gs://google-cloud-aiplatform/schema/trainingjob/definition/custom_task_1.0.0.yaml",
      trainingTaskInputs: JOB_SPEC,
    },
    required: ["display_name", "training_task_definition", "training_task_inputs"],
    filters: [...COMMON.filters, 'training_task_definition:"*custom_task*"'],
  },
  {
    ...COMMON,
    collection: "tuningJobs",
    typeName: "TuningJob",
    body: {
      tunedModelDisplayName: "train",
      labels: { team: "blue" },
      baseModel: "gemini",
      supervisedTuningSpec: { trainingDatasetUri: "gs://b/data.jsonl" },
    },
    required: [],
    filters: ['NOT state="JOB_STATE_FAILED"'],
    refusedFilters: [...NEVER, 'display_name="train"', "labels.team=blue"],
    hasReadMask: false,
    canBeDeleted: false,
  },
  {
    ...COMMON,
    collection: "nasJobs",
    typeName: "NasJob",
    body: { ...NAMED, nasJobSpec: { searchSpaceSpec: "{}" } },
    required: ["display_name", "nas_job_spec"],
  },
  {
    ...COMMON,
    collection: "dataLabelingJobs",
    typeName: "DataLabelingJob",
    body: {
      ...NAMED,
      datasets: ["projects/p/locations/us-central1/datasets/7"],
      labelerCount: 3,
      instructionUri: "gs://b/instruction.pdf",
      inputsSchemaUri: "gs://b/schema.yaml",
      inputs: { annotation_specs: ["cat", "dog"] },
    },
    required: ["display_name", "datasets", "labeler_count", "instruction_uri", "inputs_schema_uri", "inputs"],
    cancelledError: undefined,
    hasOrderBy: true,
  },
];
