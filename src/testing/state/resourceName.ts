/** The parts of `projects/{project}/locations/{region}/{collection}/{id}`. */
export interface ResourceName {
  /** Project id or number, as it was spelled. */
  readonly project: string;
  readonly region: string;
  readonly collection: string;
  readonly id: string;
}

/** Takes a full resource name apart; `undefined` if it is not one. */
export function parseResourceName(name: string): ResourceName | undefined {
  const match = /^projects\/([^/]+)\/locations\/([^/]+)\/([A-Za-z]+)\/([^/]+)$/.exec(name);
  const [, project, region, collection, id] = match ?? [];
  if (project === undefined || region === undefined || collection === undefined || id === undefined) {
    return undefined;
  }
  return { project, region, collection, id };
}

/** Puts a full resource name together. */
export function formatResourceName({ project, region, collection, id }: ResourceName): string {
  return `projects/${project}/locations/${region}/${collection}/${id}`;
}

/** Whether a project is given by its number. */
export function isProjectNumber(project: string): boolean {
  return /^[0-9]+$/.test(project);
}

/** Project ids, old domain-scoped ones included, and project numbers. */
export function isProject(project: string): boolean {
  return /^([a-z0-9.-]+:)?[a-z0-9][a-z0-9-]*$/.test(project);
}

/** "less than 128 characters, and valid characters are [a-z][0-9]-" (pipeline_service.proto, `pipeline_job_id`). */
export function isResourceId(id: string): boolean {
  return /^[a-z0-9-]{1,127}$/.test(id);
}
