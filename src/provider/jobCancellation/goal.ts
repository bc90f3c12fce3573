import type { CancellationInputs } from "./inputs";
import type { Facts } from "./outputs";

/**
 * Whether what is recorded is what the inputs ask for. Whatever is not known to be stopped is not, child jobs included: a
 * refresh that finds the job running removes the outcome, and it erases the engine's own note of a failed update.
 */
export function isGoalReached(facts: Facts, inputs: CancellationInputs): boolean {
  const { outcome, activeChildJobs, deleted } = facts;
  if (outcome === undefined) return false;
  if (!inputs.cancelOn.includes("create")) return true;
  if (outcome === "DEFERRED") return false;
  if (inputs.requireCancelled && outcome === "COMPLETED") return false;
  const isGone = outcome === "NOT_FOUND" || deleted === true;
  return isGone || ((!inputs.cancelChildJobs || activeChildJobs?.length === 0) && !inputs.deleteStopped);
}
