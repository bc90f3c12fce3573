import { message } from "../../messages/message";
import { PIPELINE_JOBS } from "../../vertex/kinds/kinds";
import type { Definition } from "../definition";
import { isUnknown } from "../unknown";
import { checkIdentity } from "./checkIdentity";
import { isGoalReached } from "./goal";
import { CANCELLATION_INPUTS, type CancellationInputs, IDENTITY, type IdentityInput } from "./inputs";
import type { Facts } from "./outputs";
import { isKnownStopped, keptWhenDenied, refresh } from "./refresh";
import { StopRun } from "./stopRun";

/** A `PipelineJobCancellation`: one pipeline job that does not run. */
export const PIPELINE_JOB_CANCELLATION: Definition<CancellationInputs, Facts> = {
  type: "PipelineJobCancellation",
  inputs: CANCELLATION_INPUTS,
  locate: (olds, news, settings) => checkIdentity(PIPELINE_JOBS, olds, news, settings),
  unknownIdentity,
  isGoalReached,
  idOf: ({ name }) => name,
  begin: (session, start) => new StopRun(PIPELINE_JOBS, session, start),
  refresh: (session, facts) => refresh(PIPELINE_JOBS, session, facts),
  keptWhenDenied: (facts, inputs) => keptWhenDenied(PIPELINE_JOBS, facts, inputs),
  lastKnown: ({ state }) => state,
  describeReplacement: (recorded) =>
    isKnownStopped(PIPELINE_JOBS, recorded) ? undefined : message("replacementStopsJob", { job: recorded.name }),
};

/**
 * Which inputs a program has given for the job that are not known yet. The engine asks about those before it deletes what
 * they come from: only a replacement makes it delete this resource first. What was filled in is no such input.
 */
function unknownIdentity(news: CancellationInputs): IdentityInput[] {
  const isGiven = (key: IdentityInput) => isUnknown(news[key]) && !Object.hasOwn(news.defaults ?? {}, key);
  const parts = (["project", "region", "pipelineJobId"] as const).filter(isGiven);
  const isNameGiven = !isUnknown(news.project) && !isUnknown(news.region) && !isUnknown(news.pipelineJobId);
  return isNameGiven || parts.length > 0
    ? IDENTITY.filter((key) => parts.includes(key as never) || key === "name")
    : [];
}
