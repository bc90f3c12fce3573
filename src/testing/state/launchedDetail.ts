import { CUSTOM_JOB } from "./jobKinds";
import { isJsonObject, type JsonObject } from "./json";
import type { Service } from "./service";
import type { Transition } from "./timeline";

/** The job whose detail is wanted. */
export interface LaunchedJob {
  readonly projectNumber: string;
  readonly region: string;
  readonly id: string;
  readonly createMs: number;
  /** When it begins to run. */
  readonly startMs: number;
  readonly pipelineSpec: unknown;
}

/**
 * The `jobDetail` of a job that was created through the API: its contexts, and its tasks with a CustomJob for each.
 * All tasks run at once and until the pipeline ends: the fake carries nothing out.
 */
export function launchedDetail(service: Service, job: LaunchedJob): JsonObject {
  const spec = isJsonObject(job.pipelineSpec) ? job.pipelineSpec : {};
  const pipelineName = textAt(spec.pipelineInfo, "name") ?? job.id;
  const tasks = taskNames(spec);
  return {
    ...contexts(job, pipelineName),
    ...(tasks.length === 0 || service.settings.childJobs === "none"
      ? {}
      : { taskDetails: [taskDetail(service, job, job.id), ...tasks.map((name) => childTask(service, job, name))] }),
  };
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

function taskDetail(service: Service, job: LaunchedJob, taskName: string): JsonObject {
  const startTime = new Date(job.startMs).toISOString();
  return { taskId: String(service.nextSequence()), taskName, createTime: startTime, startTime, state: "RUNNING" };
}

function childTask(service: Service, job: LaunchedJob, taskName: string): JsonObject {
  const { projectNumber, region, createMs, startMs } = job;
  const sequence = service.nextSequence();
  const states: Transition[] = [
    { atMs: createMs, state: `${CUSTOM_JOB.statePrefix}PENDING` },
    { atMs: startMs, state: `${CUSTOM_JOB.statePrefix}RUNNING` },
  ];
  const child = service.addJob(CUSTOM_JOB, {
    projectNumber,
    region,
    id: String(FIRST_CHILD_ID + BigInt(sequence)),
    sequence,
    fields: { displayName: taskName, jobSpec: { workerPoolSpecs: [{ replicaCount: "1" }] } },
    transitions: states,
    staysBehind: service.settings.childJobs === "stay-behind",
  });
  return {
    ...taskDetail(service, job, taskName),
    executorDetail: { containerDetail: { mainJob: child.name } },
  };
}

const FIRST_CHILD_ID = 4_000_000_000_000_000_000n;

/** The tasks of a compiled pipeline. @see https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto */
function taskNames(spec: JsonObject): string[] {
  const dag = isJsonObject(spec.root) ? spec.root.dag : undefined;
  const tasks = isJsonObject(dag) ? dag.tasks : undefined;
  return isJsonObject(tasks) ? Object.keys(tasks) : [];
}

function textAt(object: unknown, key: string): string | undefined {
  const value = isJsonObject(object) ? object[key] : undefined;
  return typeof value === "string" ? value : undefined;
}
