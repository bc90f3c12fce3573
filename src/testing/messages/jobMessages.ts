import { type FieldType, type Message, STATUS, type VersionedMessage } from "./message";
import { JOB_STATES, PIPELINE_STATES, TRIAL_STATES } from "./stateEnums";

/** What every kind of job has. */
const JOB: Message = {
  name: "string",
  state: { enum: JOB_STATES },
  createTime: "timestamp",
  updateTime: "timestamp",
  error: { message: STATUS },
  labels: { map: "string" },
  encryptionSpec: { message: { kmsKeyName: "string" } },
};

/** What most kinds have beyond that. */
const RUN: Message = { ...JOB, displayName: "string", startTime: "timestamp", endTime: "timestamp" };

const ZONES: Message = { satisfiesPzs: "bool", satisfiesPzi: "bool" };

/** A custom job. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/custom_job.proto */
export const CUSTOM_JOB_MESSAGE = inBothVersions({
  ...RUN,
  ...ZONES,
  jobSpec: "any",
  webAccessUris: { map: "string" },
});

/** @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/study.proto */
const TRIAL: Message = {
  name: "string",
  id: "string",
  state: { enum: TRIAL_STATES },
  parameters: "any",
  finalMeasurement: "any",
  measurements: "any",
  startTime: "timestamp",
  endTime: "timestamp",
  clientId: "string",
  infeasibleReason: "string",
  customJob: "string",
  webAccessUris: { map: "string" },
};

/** A hyperparameter tuning job. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/hyperparameter_tuning_job.proto */
export const HYPERPARAMETER_TUNING_JOB_MESSAGE = inBothVersions({
  ...RUN,
  ...ZONES,
  studySpec: "any",
  maxTrialCount: "int32",
  parallelTrialCount: "int32",
  maxFailedTrialCount: "int32",
  trialJobSpec: "any",
  trials: listOf(TRIAL),
});

const BATCH_PREDICTION_JOB: Message = {
  ...RUN,
  ...ZONES,
  model: "string",
  modelVersionId: "string",
  unmanagedContainerModel: "any",
  inputConfig: "any",
  instanceConfig: "any",
  modelParameters: "any",
  outputConfig: "any",
  dedicatedResources: "any",
  serviceAccount: "string",
  manualBatchTuningParameters: "any",
  generateExplanation: "bool",
  explanationSpec: "any",
  outputInfo: "any",
  partialFailures: listOf(STATUS),
  resourcesConsumed: "any",
  completionStats: "any",
  disableContainerLogging: "bool",
};

/** A batch prediction job. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/batch_prediction_job.proto */
export const BATCH_PREDICTION_JOB_MESSAGE: VersionedMessage = {
  v1: BATCH_PREDICTION_JOB,
  v1beta1: {
    ...BATCH_PREDICTION_JOB,
    endpoint: "string",
    modelMonitoringConfig: "any",
    modelMonitoringStatsAnomalies: "any",
    modelMonitoringStatus: { message: STATUS },
  },
};

/** A training pipeline. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/training_pipeline.proto */
export const TRAINING_PIPELINE_MESSAGE = inBothVersions({
  ...RUN,
  state: { enum: PIPELINE_STATES },
  inputDataConfig: "any",
  trainingTaskDefinition: "string",
  trainingTaskInputs: "any",
  trainingTaskMetadata: "any",
  modelToUpload: "any",
  modelId: "string",
  parentModel: "string",
});

const TUNING_JOB: Message = {
  ...JOB,
  startTime: "timestamp",
  endTime: "timestamp",
  tunedModelDisplayName: "string",
  description: "string",
  baseModel: "string",
  preTunedModel: "any",
  supervisedTuningSpec: "any",
  experiment: "string",
  tunedModel: "any",
  tuningDataStats: "any",
  serviceAccount: "string",
  evaluateDatasetRuns: "any",
};

/** A tuning job. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1beta1/tuning_job.proto */
export const TUNING_JOB_MESSAGE: VersionedMessage = {
  v1: TUNING_JOB,
  v1beta1: {
    ...TUNING_JOB,
    customBaseModel: "string",
    distillationSpec: "any",
    partnerModelTuningSpec: "any",
    veoTuningSpec: "any",
    veoLoraTuningSpec: "any",
    pipelineJob: "string",
    outputUri: "string",
  },
};

/** A neural architecture search. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/nas_job.proto */
export const NAS_JOB_MESSAGE = inBothVersions({
  ...RUN,
  ...ZONES,
  nasJobSpec: "any",
  nasJobOutput: "any",
  enableRestrictedImageTraining: "bool",
});

/** A data labeling job. @see https://github.com/googleapis/googleapis/blob/master/google/cloud/aiplatform/v1/data_labeling_job.proto */
export const DATA_LABELING_JOB_MESSAGE = inBothVersions({
  ...JOB,
  displayName: "string",
  datasets: { list: "string" },
  annotationLabels: { map: "string" },
  labelerCount: "int32",
  instructionUri: "string",
  inputsSchemaUri: "string",
  inputs: "any",
  labelingProgress: "int32",
  currentSpend: "any",
  specialistPools: { list: "string" },
  activeLearningConfig: "any",
});

function inBothVersions(message: Message): VersionedMessage {
  return { v1: message, v1beta1: message };
}

function listOf(message: Message): FieldType {
  return { list: { message } };
}
