import { fieldOf } from "../json";
/** The project number in a full resource name; `undefined` where the name has a project id. */
export function projectNumberIn(name: string): string | undefined {
  return /^projects\/(\d+)\//.exec(name)?.[1];
}

/** The name of an entry of a listing, as answered. */
export function nameIn(entry: unknown): unknown {
  return fieldOf(entry, "name");
}

/** Which numbers projects have: the API answers names with the number, whatever spelling it was asked with. */
export class ProjectNumbers {
  private readonly numbers = new Map<string, string>();

  /** @param onKnown - called when an answer has told a number. */
  constructor(private readonly onKnown: (project: string, number: string) => void = () => {}) {}

  /** @param name - full resource name in an answer to a request that was about the project. */
  note(project: string, name: unknown): void {
    const number = typeof name === "string" ? projectNumberIn(name) : undefined;
    if (number === undefined) return;
    this.numbers.set(project, number);
    this.onKnown(project, number);
  }

  /** The number of a project; `undefined` before any answer has told it. */
  of(project: string): string | undefined {
    return this.numbers.get(project);
  }
}
