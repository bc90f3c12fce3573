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

function idOfProject(project: string | undefined): string {
  return Object.entries(PROJECT_NUMBERS).find(([, number]) => number === project)?.[0] ?? String(project);
}
