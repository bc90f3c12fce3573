/** One thing that is wrong with an input. */
export interface CheckFailure {
  /** The input's path, such as `selector.labels.env`. */
  readonly property: string;
  /** What is wrong, as the rest of a sentence that begins with the property. */
  readonly reason: string;
}

/** Inputs as they come from a program: anything. */
export type RawInputs = Readonly<Record<string, unknown>>;

/** What a check has found: inputs to go on with, or failures. */
export interface CheckResult {
  readonly inputs: RawInputs;
  readonly failures: readonly CheckFailure[];
}

export function checkFailure(property: string, reason: string): CheckFailure {
  return { property, reason };
}
