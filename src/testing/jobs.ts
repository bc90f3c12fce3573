import { Job, type JobRecord } from "./job";
import type { JobKind } from "./jobKinds";

/** The jobs of one kind, by project, region and id. */
export class Jobs {
  readonly #byParent = new Map<string, Map<string, Job>>();

  constructor(readonly kind: JobKind) {}

  /** Puts a job on the books; one of the same name is replaced. */
  add(record: JobRecord): Job {
    const job = new Job(this.kind, record);
    const parent = parentKey(record.projectNumber, record.region);
    const siblings = this.#byParent.get(parent) ?? new Map<string, Job>();
    this.#byParent.set(parent, siblings);
    siblings.set(job.id, job);
    return job;
  }

  find(projectNumber: string | undefined, region: string, id: string): Job | undefined {
    return projectNumber === undefined ? undefined : this.#byParent.get(parentKey(projectNumber, region))?.get(id);
  }

  /** All jobs of one project and region, in no particular order. */
  within(projectNumber: string | undefined, region: string): Job[] {
    return projectNumber === undefined
      ? []
      : [...(this.#byParent.get(parentKey(projectNumber, region))?.values() ?? [])];
  }

  remove(job: Job): void {
    this.#byParent.get(parentKey(job.projectNumber, job.region))?.delete(job.id);
  }

  all(): Job[] {
    return [...this.#byParent.values()].flatMap((siblings) => [...siblings.values()]);
  }
}

function parentKey(projectNumber: string, region: string): string {
  return `${projectNumber}/${region}`;
}
