import type { JobKind } from "./jobKind";

/** Real ones have 16 to 19 digits, more than a double can hold. */
const FIRST_NUMBER = 4_000_000_000_000_000_000n;

/** The id of a job for which nobody has chosen one: a number, where clients never do. */
export function newJobId({ idParameter }: JobKind, sequence: number): string {
  return idParameter === undefined ? String(FIRST_NUMBER + BigInt(sequence)) : `job-${sequence}`;
}
