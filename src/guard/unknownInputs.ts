import { Output } from "@pulumi/pulumi";

/** What stands for a value that is not known yet. */
export const UNKNOWN = Symbol("unknown");

/** Whether a value that {@link markUnknown} has gone over is not known yet, or anything in it. */
export function isUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(isUnknown);
  return value === UNKNOWN;
}

/** Arguments as far as they are known now: outputs and promises in them become one mark. */
export function markUnknown(value: unknown): unknown {
  if (Output.isInstance(value) || value instanceof Promise) return UNKNOWN;
  if (Array.isArray(value)) return value.map(markUnknown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, markUnknown(entry)]));
}
