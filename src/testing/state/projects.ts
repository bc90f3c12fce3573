import { isProjectNumber } from "./resourceName";

/**
 * Which number a project id has. The service answers every name with the number, whatever it was asked with. The first
 * project id that gets a resource has the number the fake was told, each further one the next.
 */
export class Projects {
  readonly #numbers = new Map<string, string>();
  #next: bigint;

  constructor(firstNumber: string) {
    this.#next = BigInt(firstNumber);
  }

  /** The number of a project that is about to get a resource. */
  register(project: string): string {
    const known = this.numberOf(project);
    if (known !== undefined) {
      return known;
    }
    const number = String(this.#next++);
    this.#numbers.set(project, number);
    return number;
  }

  /** The number of a project, or `undefined` for an id that no resource has used yet. */
  numberOf(project: string): string | undefined {
    return isProjectNumber(project) ? project : this.#numbers.get(project);
  }

  /** Every project id with its number. */
  entries(): [id: string, number: string][] {
    return [...this.#numbers];
  }

  /** Makes a project id known under a number. */
  set(project: string, number: string): void {
    this.#numbers.set(project, number);
    if (BigInt(number) >= this.#next) {
      this.#next = BigInt(number) + 1n;
    }
  }
}
