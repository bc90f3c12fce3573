import { isTerminal, stateWord } from "./jobState";
import type { JsonObject } from "./json";
import type { LaunchedJob, ShownJob } from "./launchedJob";

/** A hyperparameter tuning job that was created through the API has one trial, with a custom job. */
export function launchedTuning({ startMs, resource, startChild }: LaunchedJob): JsonObject {
  if (startChild === undefined) {
    return {};
  }
  const { displayName, trialJobSpec } = resource;
  const customJob = startChild("customJobs", { displayName, jobSpec: trialJobSpec });
  return { trials: [{ id: "1", state: "ACTIVE", startTime: new Date(startMs).toISOString(), customJob }] };
}

/** A job that never ran has no trials, and none of them is left active when the job has ended. */
export function shownTuning({ fields, state, startTime, endTime }: ShownJob): JsonObject {
  const { trials, ...rest } = fields;
  if (!Array.isArray(trials) || startTime === undefined) {
    return rest;
  }
  // "The service will set a Trial to INFEASIBLE when it's done but missing the final_measurement" (study.proto).
  const settled = { state: stateWord(state) === "SUCCEEDED" ? "SUCCEEDED" : "INFEASIBLE", endTime };
  const isEnded = (trial: JsonObject) => ["SUCCEEDED", "INFEASIBLE"].includes(String(trial.state));
  const shown = (trials as JsonObject[]).map((trial) => (isEnded(trial) ? trial : { ...trial, ...settled }));
  return { ...rest, trials: isTerminal(state) ? shown : trials };
}
