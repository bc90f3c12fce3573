import type { InputFailure } from "../messages/failure";

/** Inputs as they come from a program: anything. */
export type RawInputs = Readonly<Record<string, unknown>>;

/** What a check has found: inputs to go on with, or failures. */
export interface CheckResult {
  readonly inputs: RawInputs;
  readonly failures: readonly InputFailure[];
}
