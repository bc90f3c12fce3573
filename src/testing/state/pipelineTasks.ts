import { isTerminal, isWaiting, stateWord } from "./jobState";
import { isJsonObject, type JsonObject } from "./json";
import type { LaunchedJob, ShownJob } from "./launchedJob";

/**
 * What a pipeline job that was created through the API has beyond what the client sent: a service account, and in
 * `jobDetail` its contexts, and its tasks with a custom job for each. All tasks run at once and until the pipeline
 * ends: the fake carries nothing out.
 */
export function launchedPipeline(job: LaunchedJob): JsonObject {
  const { pipelineSpec, serviceAccount } = job.resource;
  const spec = isJsonObject(pipelineSpec) ? pipelineSpec : {};
  const pipelineName = textAt(spec.pipelineInfo, "name") ?? job.id;
  return {
    serviceAccount: serviceAccount ?? `${job.projectNumber}-compute@developer.gserviceaccount.com`,
    jobDetail: { ...contexts(job, pipelineName), ...tasks(job, taskNames(spec)) },
  };
}

/** `jobDetail` is for `get` alone. Before a job has begun, there is nothing to tell of it. */
export function shownPipeline({ fields, state, endTime, view }: ShownJob): JsonObject {
  const { jobDetail, ...rest } = fields;
  if (view === "list") {
    return rest;
  }
  const isEmpty = isWaiting(state) || !isJsonObject(jobDetail);
  return { ...rest, jobDetail: isEmpty ? {} : settledDetail(jobDetail, state, endTime) };
}

function tasks(job: LaunchedJob, names: readonly string[]): JsonObject {
  const { startChild } = job;
  if (startChild === undefined || names.length === 0) {
    return {};
  }
  return {
    taskDetails: [
      taskDetail(job, job.id),
      ...names.map((displayName) => {
        const jobSpec = { workerPoolSpecs: [{ replicaCount: "1" }] };
        const mainJob = startChild("customJobs", { displayName, jobSpec });
        return { ...taskDetail(job, displayName), executorDetail: { containerDetail: { mainJob } } };
      }),
    ],
  };
}

function taskDetail(job: LaunchedJob, taskName: string): JsonObject {
  const startTime = new Date(job.startMs).toISOString();
  return { taskId: String(job.nextNumber()), taskName, createTime: startTime, startTime, state: "RUNNING" };
}

function contexts({ projectNumber, region, id, createMs }: LaunchedJob, pipelineName: string): JsonObject {
  const store = `projects/${projectNumber}/locations/${region}/metadataStores/default/contexts`;
  const time = new Date(createMs).toISOString();
  const context = (name: string, schemaTitle: string): JsonObject => ({
    name: `${store}/${name}`,
    displayName: name,
    etag: String(createMs),
    createTime: time,
    updateTime: time,
    schemaTitle,
    schemaVersion: "0.0.1",
    metadata: {},
  });
  return {
    pipelineContext: context(pipelineName, "system.Pipeline"),
    pipelineRunContext: { ...context(id, "system.PipelineRun"), parentContexts: [`${store}/${pipelineName}`] },
  };
}

const ENDED_TASK_STATES = ["SUCCEEDED", "CANCELLED", "FAILED", "SKIPPED", "NOT_TRIGGERED"];

/** No task is left running in a pipeline job that has ended. */
function settledDetail(jobDetail: JsonObject, state: string, endTime: unknown): JsonObject {
  const { taskDetails } = jobDetail as { taskDetails?: JsonObject[] };
  if (taskDetails === undefined || !isTerminal(state)) {
    return jobDetail;
  }
  const settle = (task: JsonObject): JsonObject =>
    ENDED_TASK_STATES.includes(String(task.state)) ? task : { ...task, state: stateWord(state), endTime };
  return { ...jobDetail, taskDetails: taskDetails.map(settle) };
}

/** The tasks of a compiled pipeline. @see https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto */
function taskNames(spec: JsonObject): string[] {
  const dag = isJsonObject(spec.root) ? spec.root.dag : undefined;
  const named = isJsonObject(dag) ? dag.tasks : undefined;
  return isJsonObject(named) ? Object.keys(named) : [];
}

function textAt(object: unknown, key: string): string | undefined {
  const value = isJsonObject(object) ? object[key] : undefined;
  return typeof value === "string" ? value : undefined;
}
