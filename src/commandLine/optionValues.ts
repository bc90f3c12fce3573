import type { InputFailure } from "../messages/failure";
import { message } from "../messages/message";
import { parseAgeMs } from "../vertex/selection/age";
import { UsageError } from "./usageError";

/** An option that may stand once: the last of two would silently mean other jobs than the first. */
export function once(name: string): (value: string, previous: unknown) => string {
  return (value, previous) => {
    if (previous !== undefined) throw new UsageError(message("givenTwice", { option: name }));
    return value;
  };
}

/** An option that may stand several times. */
export function repeated(value: string, previous: unknown): string[] {
  return [...(Array.isArray(previous) ? previous.map(String) : []), value];
}

/** A count as it was given; what is no whole number is left to the check, whose sentence says so. */
export function countOf(text: unknown): number | undefined {
  if (typeof text !== "string") return undefined;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** How long a command may take, in milliseconds: at most a hundred years, as ages are; `undefined` if it is not given. */
export function timeoutOf(timeout: unknown): { timeoutMs: number | undefined; failures: InputFailure[] } {
  if (typeof timeout !== "string") return { timeoutMs: undefined, failures: [] };
  const timeoutMs = parseAgeMs(timeout);
  const failures = timeoutMs === undefined ? [{ property: "timeout", reason: message("mustBeDuration") }] : [];
  return { timeoutMs, failures };
}
