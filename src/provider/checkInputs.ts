import { CANCEL_ON } from "./cancelOn";
import { type CheckFailure, isGiven, type RawInputs } from "./checkResult";
import { isUnknown } from "./unknown";

/** Refuses inputs that the resource does not have. */
export function checkNames(news: RawInputs, known: readonly string[], type: string): CheckFailure[] {
  return Object.keys(news)
    .filter((key) => !known.includes(key) && !key.startsWith("__"))
    .map((property) => ({ property, reason: `is not an input of ${type}` }));
}

export function checkCancelOn(value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value)) return [];
  const allowed = CANCEL_ON.map((entry) => `"${entry}"`).join(" and ");
  const known: readonly unknown[] = CANCEL_ON;
  const isValid = Array.isArray(value) && value.length > 0 && value.every((entry) => known.includes(entry));
  return isValid ? [] : [{ property: "cancelOn", reason: `must be a non-empty list of ${allowed}` }];
}

/** In one order, so that another order is no change. */
export function orderCancelOn(value: unknown): unknown {
  if (!isGiven(value)) return ["create"];
  return Array.isArray(value) && !isUnknown(value) ? CANCEL_ON.filter((entry) => value.includes(entry)) : value;
}

export function checkFlag(property: string, value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value) || typeof value === "boolean") return [];
  return [{ property, reason: "must be true or false" }];
}

export function checkCount(property: string, value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value)) return [];
  return Number.isInteger(value) && Number(value) >= 1 ? [] : [{ property, reason: "must be a whole number above 0" }];
}

export function checkTriggers(value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value) || Array.isArray(value)) return [];
  return [{ property: "triggers", reason: "must be a list" }];
}
