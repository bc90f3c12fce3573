import type { JobKind } from "../kinds/jobKind";
import { mayBeSameProject } from "../location/project";

/** The parts of a job's resource name. */
export interface JobName {
  /** Project id or project number, as the user spelled it. */
  readonly project: string;
  /** Vertex AI location, such as `us-central1`. */
  readonly region: string;
  /** The last segment of the resource name. */
  readonly jobId: string;
}

/** A project id, optionally domain-scoped (`example.com:id`), or a project number. */
export const PROJECT_PATTERN = /^(?:[a-z0-9.-]+:)?[a-z0-9][a-z0-9-]*$/;

/** A location. Part of the host name that is called, hence strict. */
export const REGION_PATTERN = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * Reads a full resource name.
 *
 * @returns the parts, or `undefined` when the text is not a well-formed name of that kind.
 */
export function parseJobName(kind: JobKind, text: string): JobName | undefined {
  const segments = text.split("/");
  const [projects, project, locations, region, collection, jobId] = segments;
  if (segments.length !== 6 || projects !== "projects" || locations !== "locations" || collection !== kind.collection) {
    return undefined;
  }
  if (!project || !PROJECT_PATTERN.test(project)) return undefined;
  if (!region || !REGION_PATTERN.test(region)) return undefined;
  if (!jobId || !kind.idPattern.test(jobId)) return undefined;
  return { project, region, jobId };
}

/** Spells a full resource name, `projects/{project}/locations/{region}/{collection}/{jobId}`. */
export function formatJobName(kind: JobKind, name: JobName): string {
  return `projects/${name.project}/locations/${name.region}/${kind.collection}/${name.jobId}`;
}

/** Whether the API may answer with a name when it is asked for a job: it spells the project by its number. */
export function isAnsweredName(kind: JobKind, asked: JobName, answered: string): boolean {
  const [, project = "", , region, collection, jobId] = answered.split("/");
  const isSamePlace = region === asked.region && mayBeSameProject(project, asked.project);
  return isSamePlace && collection === kind.collection && jobId === asked.jobId;
}

/**
 * The last segment of a resource name. The API answers with project numbers, whatever it was asked with: within a project
 * and region this says which job it is.
 */
export function jobIdOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
