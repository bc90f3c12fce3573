import { parseDurationMs } from "../../vertex/duration";
import { PIPELINE_JOBS } from "../../vertex/jobKind";
import type { Settings } from "../settings";
import { isUnknown } from "../unknown";
import { checkIdentity } from "./checkIdentity";
import { type CheckFailure, type CheckResult, isGiven, type RawInputs } from "./checkResult";
import { CANCEL_ON, FLAGS, KNOWN_INPUTS, STOPPED, TIMED_OPERATIONS } from "./inputs";

/**
 * Validates what a program gave and fills in defaults. Sends nothing. Values that are not known yet pass.
 *
 * @param olds - inputs as the last `check` has left them; empty for a new resource.
 * @returns every failure there is, not the first alone.
 */
export function check(olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const identity = checkIdentity(PIPELINE_JOBS, olds, news, settings);
  const failures = [
    ...checkNames(news),
    ...identity.failures,
    ...checkCancelOn(news.cancelOn),
    ...FLAGS.flatMap((flag) => checkFlag(flag, news[flag])),
    ...checkTriggers(news.triggers),
    ...checkTimeouts(news.__timeouts),
  ];
  if (failures.length > 0) return { inputs: news, failures };
  return {
    inputs: {
      ...news,
      ...identity.inputs,
      cancelOn: orderCancelOn(news.cancelOn),
      ...Object.fromEntries(FLAGS.map((flag) => [flag, news[flag] ?? false])),
      desiredState: STOPPED,
    },
    failures,
  };
}

function checkNames(news: RawInputs): CheckFailure[] {
  return Object.keys(news)
    .filter((key) => !KNOWN_INPUTS.includes(key) && !key.startsWith("__"))
    .map((property) => ({ property, reason: "is not an input of PipelineJobCancellation" }));
}

function checkCancelOn(value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value)) return [];
  const allowed = CANCEL_ON.map((entry) => `"${entry}"`).join(" and ");
  const isValid = Array.isArray(value) && value.length > 0 && value.every((entry) => CANCEL_ON.includes(entry));
  return isValid ? [] : [{ property: "cancelOn", reason: `must be a non-empty list of ${allowed}` }];
}

/** In one order, so that another order is no change. */
function orderCancelOn(value: unknown): unknown {
  if (!isGiven(value)) return ["create"];
  return Array.isArray(value) && !isUnknown(value) ? CANCEL_ON.filter((entry) => value.includes(entry)) : value;
}

function checkFlag(property: string, value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value) || typeof value === "boolean") return [];
  return [{ property, reason: "must be true or false" }];
}

function checkTriggers(value: unknown): CheckFailure[] {
  if (!isGiven(value) || isUnknown(value) || Array.isArray(value)) return [];
  return [{ property: "triggers", reason: "must be a list" }];
}

function checkTimeouts(timeouts: unknown): CheckFailure[] {
  if (typeof timeouts !== "object" || timeouts === null) return [];
  return TIMED_OPERATIONS.flatMap((operation) => {
    const value: unknown = Reflect.get(timeouts, operation);
    if (value === undefined || isUnknown(value)) return [];
    const ms = typeof value === "string" ? parseDurationMs(value) : undefined;
    const isValid = ms !== undefined && ms > 0;
    return isValid
      ? []
      : [{ property: `customTimeouts.${operation}`, reason: 'must be more than zero, such as "30m"' }];
  });
}
