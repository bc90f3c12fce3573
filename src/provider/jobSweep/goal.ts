import { isDeepStrictEqual } from "node:util";
import { beginsToStop } from "../cancelOn";
import { comparableConnection } from "../connection/connectionInputs";
import { projectChange } from "../sameProject";
import { isUnknown } from "../unknown";
import { RECORDED, SWEEPING, type SweepInputs } from "./inputs";
import type { SweepFacts, SweepOutputs } from "./outputs";

/** Whether what is recorded is what the inputs ask for. Whatever is not known to be stopped is not. */
export function isGoalReached(facts: SweepFacts, inputs: SweepInputs): boolean {
  if (facts.matched === undefined) return false;
  if (!inputs.cancelOn.includes("create")) return true;
  if ((facts.activeJobs ?? []).length > 0 || facts.cancelled === undefined) return false;
  return !(inputs.requireCancelled && (facts.completed ?? 0) > 0);
}

/** Inputs that ask for an effect besides the cancellations. */
const EFFECTS = ["pauseSchedules", "cancelChildJobs"] as const;

/** Whether the new inputs ask for an effect that the recorded ones did not ask for. */
export function asksForMore(olds: SweepOutputs, news: SweepInputs): boolean {
  return news.cancelOn.includes("create") && EFFECTS.some((flag) => news[flag] && !olds[flag]);
}

/** Whether the jobs are to be swept again although nothing is known to run. */
export function isTriggered(olds: SweepOutputs, news: SweepInputs): boolean {
  return beginsToStop(olds, news) || SWEEPING.some((key) => !isDeepStrictEqual(olds[key], news[key]));
}

/** What `diff` answers: what the dynamic provider passes on of `pulumi.dynamic.DiffResult`. */
export interface DiffResult {
  readonly changes: boolean;
  readonly replaces?: readonly string[];
}

/** Compares what is recorded with what is wanted. Only another project makes another resource of it. */
export function diff(olds: SweepOutputs, news: SweepInputs): DiffResult {
  if (isUnknown(news.project)) {
    const isFilledIn = "project" in (news.__defaults ?? {});
    return { changes: true, ...(!isFilledIn && { replaces: ["project"] }) };
  }
  const change = projectChange(olds, news.project);
  if (change === "other") return { changes: true, replaces: ["project"] };
  // Whatever holds a value that is not known has passed the check, of any shape: nothing may look into it.
  if (isUnknown(news)) return { changes: true };
  const isChanged =
    change !== "none" ||
    isTriggered(olds, news) ||
    RECORDED.some((key) => !isDeepStrictEqual(olds[key], news[key])) ||
    !isDeepStrictEqual(comparableConnection(olds), comparableConnection(news));
  return { changes: isChanged || !isGoalReached(olds, news) };
}
