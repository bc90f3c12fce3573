import { isJsonObject, type JsonObject } from "./json";
import type { LaunchedJob, ShownJob } from "./launchedJob";

/** A training task that is carried out by a job of another kind. */
interface BackedTask {
  /** In the name of the task's definition. */
  readonly definition: string;
  readonly collection: string;
  /** The field of `trainingTaskMetadata` that names the job. */
  readonly metadataField: string;
  /** What the task's inputs mean for that job. */
  readonly jobFields: (inputs: JsonObject) => JsonObject;
}

/** All other tasks run where nobody sees them. @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.trainingPipelines */
const BACKED_TASKS: readonly BackedTask[] = [
  {
    definition: "custom_task",
    collection: "customJobs",
    metadataField: "backingCustomJob",
    jobFields: (jobSpec) => ({ jobSpec }),
  },
  {
    definition: "hyperparameter_tuning_task",
    collection: "hyperparameterTuningJobs",
    metadataField: "backingHyperparameterTuningJob",
    jobFields: (inputs) => inputs,
  },
];

/** A training pipeline that was created through the API is carried out by a job, if its task is. */
export function launchedTraining({ resource, startChild }: LaunchedJob): JsonObject {
  const { displayName, trainingTaskDefinition, trainingTaskInputs } = resource;
  const task = BACKED_TASKS.find(({ definition }) => String(trainingTaskDefinition).includes(`/${definition}_`));
  if (task === undefined || startChild === undefined) {
    return {};
  }
  const fields = task.jobFields(isJsonObject(trainingTaskInputs) ? trainingTaskInputs : {});
  return { trainingTaskMetadata: { [task.metadataField]: startChild(task.collection, { displayName, ...fields }) } };
}

/** A pipeline that never ran has no metadata. */
export function shownTraining({ fields, startTime }: ShownJob): JsonObject {
  const { trainingTaskMetadata, ...rest } = fields;
  return startTime === undefined ? rest : { ...rest, trainingTaskMetadata };
}
