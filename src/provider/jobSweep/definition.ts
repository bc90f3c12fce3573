import type { InputFailure } from "../../messages/failure";
import { inputName, type MessageCode, message } from "../../messages/message";
import { formatCount, formatJobs } from "../../messages/wording";
import { fieldOf } from "../../vertex/json";
import { kindsNamed } from "../../vertex/kinds/kindNames";
import { PIPELINE_JOBS } from "../../vertex/kinds/kinds";
import { type LeftPaused, resumeSchedule } from "../../vertex/schedules/pauseSchedules";
import { isGiven } from "../../vertex/selection/selector";
import type { RawInputs } from "../checkResult";
import { checkSelection } from "../checkSelection";
import type { ActiveJobs, Definition, Session } from "../definition";
import { KINDS_INPUT } from "../kindsInput";
import type { RequestContext } from "../request";
import { isGoalReached } from "./goal";
import { SWEEP_INPUTS, type SweepInputs } from "./inputs";
import { MAX_RECORDED_JOBS, SWEEP_OUTPUTS, type SweepFacts } from "./outputs";
import { Pauses } from "./pauses";
import { describeDeletion, describeFound } from "./preview";
import { listSwept, SweepRun } from "./sweepRun";

/** The note that says why a schedule stays paused. */
const LEFT = { declared: "leftDeclared", pausedAgain: "leftPausedAgain" } as const satisfies Record<
  LeftPaused,
  MessageCode
>;

/** A `JobSweep`: all jobs that a selector matches do not run. */
export const JOB_SWEEP: Definition<SweepInputs, SweepFacts> = {
  type: "JobSweep",
  inputs: SWEEP_INPUTS,
  outputs: SWEEP_OUTPUTS,
  locate: checkSelection,
  checkTogether: (news) => [...checkSchedules(news), ...checkDeletion(news)],
  isGoalReached,
  idOf: ({ project }, urn = "") => `projects/${project}/jobSweeps/${urn.split("::").at(-1) || "sweep"}`,
  begin: (session, start) => new SweepRun(session, start),
  refresh: async (session, facts) => {
    const { names } = await listSwept(session);
    const count = names.length;
    return {
      facts: { ...facts, activeJobs: names.slice(0, MAX_RECORDED_JOBS) },
      active: count > 0 ? activeOf(count) : undefined,
    };
  },
  keptWhenDenied: (facts, inputs) => {
    const isKnown = inputs.cancelOn.includes("create") && isGoalReached({ ...inputs, ...facts }, inputs);
    return isKnown ? { facts: { ...facts, activeJobs: [] }, words: "nothing active" } : undefined;
  },
  activeIn: ({ activeJobs = [] }) => (activeJobs.length > 0 ? formatJobs(activeJobs.length) : undefined),
  lastKnown: ({ activeJobs = [] }) => (activeJobs.length > 0 ? `${formatCount(activeJobs.length)} active` : undefined),
  describeReplacement: () => message("replacementStopsJobs"),
  preview: async (session, recorded) => [
    describeFound((await listSwept(session)).found, session.inputs),
    ...describeDeletion(session.inputs, recorded),
  ],
  declare: (inputs, recorded, { urn, declaredPauses }) => {
    declaredPauses.declare(urn, inputs, recorded);
    // The engine may replace a resource for reasons of its own.
    if (recorded) declaredPauses.handOn(urn, recorded);
  },
  releases: ({ resumeSchedulesOnDelete }) => resumeSchedulesOnDelete,
  release: resumeSchedules,
};

function activeOf(count: number): ActiveJobs {
  const what = formatJobs(count);
  return { what, line: `${what} active`, pronoun: count === 1 ? "it" : "them" };
}

/** Lets schedules go on that were paused, but for those that another sweep of this run declares paused. */
async function resumeSchedules(
  { vertexAi, inputs, deadline, progress }: Session<SweepInputs>,
  facts: SweepFacts,
  { declaredPauses }: RequestContext,
): Promise<void> {
  const recorded = { ...inputs, ...facts };
  const isDeclaredPaused = (schedule: object) => declaredPauses.declaring(schedule, recorded) !== undefined;
  for (const name of facts.pausedSchedules ?? []) {
    const lastResumeTime = Pauses.of(facts).lastResumeTimeOf(name);
    const left = await resumeSchedule(vertexAi, name, deadline, { lastResumeTime, isDeclaredPaused });
    if (left) progress.info(message(LEFT[left], { schedule: name }));
  }
}

function checkDeletion({ kinds, deleteStopped }: RawInputs): InputFailure[] {
  const lasting = kindsNamed(kinds ?? KINDS_INPUT.default).find(({ canBeDeleted }) => !canBeDeleted);
  if (deleteStopped !== true || !lasting) return [];
  return [{ property: "deleteStopped", reason: message("cannotBeDeleted", { kind: lasting.collection }) }];
}

function checkSchedules({
  kinds,
  pauseSchedules,
  resumeSchedulesOnDelete,
  cancelOn,
  selector,
  exclude,
}: RawInputs): InputFailure[] {
  const failures: InputFailure[] = [];
  const named = kindsNamed(kinds ?? KINDS_INPUT.default);
  if (pauseSchedules === true && named.length > 0 && !named.includes(PIPELINE_JOBS)) {
    failures.push({ property: "pauseSchedules", reason: message("pauseWithoutPipelines") });
  }
  if (resumeSchedulesOnDelete === true && Array.isArray(cancelOn) && cancelOn.includes("delete")) {
    failures.push({ property: "resumeSchedulesOnDelete", reason: message("resumeAfterStop") });
  }
  if (resumeSchedulesOnDelete === true && (!isGiven(pauseSchedules) || pauseSchedules === false)) {
    failures.push({ property: "resumeSchedulesOnDelete", reason: message("resumeWithoutPause") });
  }
  for (const [path, value] of Object.entries({ selector, exclude })) {
    const filter = fieldOf(value, "filter");
    if (pauseSchedules !== true || !isGiven(filter)) continue;
    const reason = message("pauseWithFilter", { field: inputName(`${path}.filter`) });
    failures.push({ property: "pauseSchedules", reason });
  }
  return failures;
}
