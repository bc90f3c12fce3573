import type { Job } from "./job";
import { isTerminal, stateWord } from "./jobState";
import { isJsonObject } from "./json";
import type { Projects } from "./projects";
import { formatResourceName, parseResourceName } from "./resourceName";

/** Which job belongs to which. A child stops in the moment in which its parent does, unless it stays behind. */
export class ChildJobs {
  readonly #parentOf = new Map<string, Job>();

  constructor(private readonly projects: Projects) {}

  /** Makes the jobs that a job names its children, also those that come later. */
  adopt(parent: Job): void {
    for (const [collection, paths] of Object.entries(parent.kind.children)) {
      for (const name of paths.flatMap((path) => valuesAt(parent.fields, path.split(".")))) {
        if (parseResourceName(String(name))?.collection === collection) {
          this.#parentOf.set(this.#withNumber(String(name)), parent);
        }
      }
    }
  }

  /** Applies to a job what has befallen its parents. */
  catchUp(job: Job, nowMs: number): Job {
    const parent = this.#parentOf.get(job.name);
    if (parent !== undefined && !job.staysBehind) {
      follow(job, this.catchUp(parent, nowMs), nowMs);
    }
    return job;
  }

  #withNumber(name: string): string {
    const parsed = parseResourceName(name);
    const number = parsed && this.projects.numberOf(parsed.project);
    return parsed === undefined || number === undefined ? name : formatResourceName({ ...parsed, project: number });
  }
}

function follow(child: Job, parent: Job, nowMs: number): void {
  const { statePrefix, states } = child.kind;
  for (const { atMs, state } of parent.timeline.past(nowMs)) {
    const sameState = `${statePrefix}${stateWord(state)}`;
    const childState = states.includes(sameState) ? sameState : `${statePrefix}FAILED`;
    const isStop = isTerminal(state) || stateWord(state) === "CANCELLING";
    if (isStop && atMs >= child.createMs && !child.isTerminal(atMs) && child.state(atMs) !== childState) {
      child.timeline.replan(atMs, [{ atMs, state: childState }]);
    }
  }
}

/** The values under a path that leads through every entry of a list. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry) => valuesAt(entry, path));
  }
  const [key, ...rest] = path;
  if (key === undefined) {
    return [value];
  }
  return isJsonObject(value) ? valuesAt(value[key], rest) : [];
}
