import type { InputFailure } from "../../messages/failure";
import { message } from "../../messages/message";
import { kindOfName } from "../../vertex/kinds/kindNames";
import { KINDS } from "../../vertex/kinds/kinds";
import type { RawInputs } from "../checkResult";
import type { Definition } from "../definition";
import { isUnknown } from "../unknown";
import { checkFullName, checkIdentity } from "./checkIdentity";
import { isGoalReached } from "./goal";
import {
  type CancellationInputs,
  IDENTITY,
  type IdentityInput,
  JOB_CANCELLATION_INPUTS,
  PIPELINE_JOB_CANCELLATION_INPUTS,
} from "./inputs";
import { CANCELLATION_OUTPUTS, type Facts } from "./outputs";
import { activeIn, isKnownStopped, keptWhenDenied, refresh } from "./refresh";
import { StopRun } from "./stopRun";

type CancellationDefinition = Definition<CancellationInputs, Facts>;

/** What the two resources that stop one job have in common. */
const CANCELLATION: Omit<CancellationDefinition, "type" | "inputs" | "locate"> = {
  outputs: CANCELLATION_OUTPUTS,
  checkTogether,
  unknownIdentity,
  isGoalReached,
  imported: (id) => ({ name: id }),
  idOf: ({ name }) => name,
  begin: (session, start) => new StopRun(session, start),
  refresh,
  keptWhenDenied,
  activeIn,
  lastKnown: ({ state }) => state,
  describeReplacement: (recorded) =>
    isKnownStopped(recorded) ? undefined : message("replacementStopsJob", { job: recorded.name }),
};

/** A `PipelineJobCancellation`: one pipeline job that does not run. */
export const PIPELINE_JOB_CANCELLATION: CancellationDefinition = {
  ...CANCELLATION,
  type: "PipelineJobCancellation",
  inputs: PIPELINE_JOB_CANCELLATION_INPUTS,
  locate: checkIdentity,
};

/** A `JobCancellation`: one job of any kind that does not run. */
export const JOB_CANCELLATION: CancellationDefinition = {
  ...CANCELLATION,
  type: "JobCancellation",
  inputs: JOB_CANCELLATION_INPUTS,
  locate: (_olds, news) => checkFullName(KINDS, news),
};

function checkTogether({ name, deleteStopped }: RawInputs): InputFailure[] {
  const kind = typeof name === "string" ? kindOfName(name) : undefined;
  if (deleteStopped !== true || !kind || kind.canBeDeleted) return [];
  return [{ property: "deleteStopped", reason: message("cannotBeDeleted", { kind: kind.collection }) }];
}

/**
 * Which inputs a program has given for the job that are not known yet. The engine asks about those before it deletes what
 * they come from: only a replacement makes it delete this resource first. What was filled in is no such input.
 */
function unknownIdentity(news: CancellationInputs): IdentityInput[] {
  const keys = IDENTITY.filter((key) => news[key] !== undefined);
  const isGiven = (key: IdentityInput) => isUnknown(news[key]) && !Object.hasOwn(news.defaults ?? {}, key);
  const parts = keys.filter((key) => key !== "name" && isGiven(key));
  const isNameGiven = keys.every((key) => key === "name" || !isUnknown(news[key]));
  return isNameGiven || parts.length > 0 ? keys.filter((key) => parts.includes(key) || key === "name") : [];
}
