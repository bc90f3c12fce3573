/** The projects of the histories: their ids, and their numbers, which the service answers with. */
export const PROJECT_NUMBERS = { p: "123456789012", q: "123456789013" } as const;

/** Id of a project. */
export type ProjectId = keyof typeof PROJECT_NUMBERS;

/** How a program spells a project. */
export type Spelling = "id" | "number";

/** Where jobs are. */
export const REGIONS = ["us-central1", "europe-west4"] as const;

/** Where the jobs are that make the projects known to the fake; nothing else is there. */
export const REGISTRY_REGION = "asia-east1";

/** The kinds of jobs that there are. */
export const JOB_KINDS = ["pipelineJobs", "customJobs", "hyperparameterTuningJobs"] as const;

/** The collection in the names of a kind's jobs. */
export type KindName = (typeof JOB_KINDS)[number];

/** What is no pipeline job: the kind follows from the id, so that project, region and id say which job it is. */
const KIND_OF_ID: Readonly<Record<string, KindName>> = { e: "customJobs", f: "hyperparameterTuningJobs" };

const CHILD = "child-of-";

/** The kind of a job, by its id or its key. */
export function kindOf(key: string): KindName {
  const id = idOf(key);
  return id.startsWith(CHILD) ? "customJobs" : (KIND_OF_ID[id] ?? "pipelineJobs");
}

/** Full name of a job. */
export function jobNameOf(project: string, region: string, id: string): string {
  return `projects/${project}/locations/${region}/${kindOf(id)}/${id}`;
}

/** Such as `JOB_STATE_RUNNING`. */
export function stateOf(id: string, state: string): string {
  return `${kindOf(id) === "pipelineJobs" ? "PIPELINE_STATE" : "JOB_STATE"}_${state}`;
}

/** Id of the custom job that a job has started. */
export function childIdOf(id: string): string {
  return `${CHILD}${id}`;
}

/** The job that has started a job; `undefined` if none has. */
export function parentKeyOf(key: string): string | undefined {
  return idOf(key).startsWith(CHILD) ? key.replace(CHILD, "") : undefined;
}

/** A project as a program spells it. */
export function spell(project: ProjectId, spelling: Spelling): string {
  return spelling === "id" ? project : PROJECT_NUMBERS[project];
}

/** Project, region and id of a resource by its full name, however that spells the project. */
export function keyOf(name: string): string {
  const [, project, , region, , id] = name.split("/");
  return `${idOfProject(project)}/${region}/${id}`;
}

/** Project and region of a path, such as `p/us-central1`. */
export function placeOf(path: string): string {
  const [, project, , region] = path.replace(/^\/v1\//, "").split("/");
  return `${idOfProject(project)}/${region}`;
}

function idOf(key: string): string {
  return key.split("/").at(-1) ?? "";
}

function idOfProject(project: string | undefined): string {
  return Object.entries(PROJECT_NUMBERS).find(([, number]) => number === project)?.[0] ?? String(project);
}
