/** A change of state at a moment, which may lie in the future. */
export interface Transition {
  /** Milliseconds since the epoch; `Infinity` for never. */
  readonly atMs: number;
  /** The full name, such as `PIPELINE_STATE_RUNNING`. */
  readonly state: string;
}

/**
 * The states of a job over time. What is planned ahead comes true when the clock gets there, so nothing here needs a
 * timer.
 */
export class Timeline {
  readonly #transitions: Transition[];

  constructor(transitions: readonly Transition[]) {
    this.#transitions = [...transitions];
  }

  /** The transitions that have happened by `nowMs`. The first one has always happened. */
  past(nowMs: number): Transition[] {
    return this.#transitions.filter(({ atMs }, index) => index === 0 || atMs <= nowMs);
  }

  /** The latest transition at `nowMs`. */
  latest(nowMs: number): Transition {
    const latest = this.#transitions.findLast(({ atMs }, index) => index === 0 || atMs <= nowMs);
    if (latest === undefined) {
      throw new Error("A timeline has at least one state.");
    }
    return latest;
  }

  /** Forgets whatever was planned after `nowMs` and plans `next` instead. */
  replan(nowMs: number, next: readonly Transition[]): void {
    const past = this.past(nowMs);
    this.#transitions.splice(0, this.#transitions.length, ...past, ...next);
  }

  /** Past and planned, oldest first. */
  all(): readonly Transition[] {
    return this.#transitions;
  }
}
