import type { Fault } from "../../src/testing";
import type { History } from "./history";
import { keyOfCancellation, mayConcern } from "./moments";
import { type CancellationPlan, edited, isCancellation, type Program, programOf } from "./program";

/** Faults that retries heal in so many seconds, and in less than the patience with a server that never answered. */
const MOST_FAULTS = 3;
const HEALED_AFTER_SECONDS = 15;

/** How long a batch that came to nothing is waited for, at most, and what was asked meanwhile. */
const IDLE_BATCH_SECONDS = 12;

/** Whether what is asked for can be done in time, and what goes wrong is healed by retries: then it must succeed. */
export function isMild(history: History): boolean {
  const { users, clockJumps, engineDiesAtSeconds, interruptedAtRequest, requestsPerMinute, moreJobs } = history;
  const areJobsAlone = users.every((deed) => !("job" in deed)) && moreJobs === 0;
  const isEnded = engineDiesAtSeconds !== undefined || interruptedAtRequest !== undefined;
  const isUndisturbed = areJobsAlone && clockJumps.length === 0 && !isEnded;
  return isUndisturbed && requestsPerMinute > 60 && isInTime(history) && areGranted(history);
}

function isInTime({ faults, jobs, timeoutSeconds, service }: History): boolean {
  const count = faults.reduce((sum, { times }) => sum + times, 0);
  const isBatchIdle = faults.some(({ fault }) => "contentType" in fault);
  const healedAfterSeconds = (count > 0 ? HEALED_AFTER_SECONDS : 0) + (isBatchIdle ? IDLE_BATCH_SECONDS : 0);
  const lagSeconds = 2 * service.cancelLagSeconds + 2 * service.listingLagSeconds;
  const isInTime = jobs.every(
    ({ stopsInSeconds }) => stopsInSeconds + 4 + lagSeconds + healedAfterSeconds <= timeoutSeconds,
  );
  return isInTime && count <= MOST_FAULTS && faults.every(({ fault }) => isHealed(fault));
}

function isHealed(fault: Fault): boolean {
  if ("stall" in fault) return false;
  if ("body" in fault) return true;
  return !("status" in fault) || (fault.retryAfterSeconds === undefined && fault.status >= 429);
}

/** The program at each of its steps. */
function programsOf({ cancellations, sweeps, steps }: History): Program[] {
  const programs = [programOf(cancellations, sweeps)];
  for (const step of steps) if ("edit" in step) programs.push(edited(programs.at(-1) ?? [], step.edit));
  return programs;
}

/** Whether nothing forbids what there is. */
function areGranted(history: History): boolean {
  const { jobs } = history;
  const plans = programsOf(history).flatMap((program) => program.map(({ plan }) => plan));
  const mayComplete = jobs.some(({ winsRace }) => winsRace);
  const isThere = (plan: CancellationPlan) => {
    const { project, region, job } = plan;
    const isDeleted = plans.some((one) => one.deleteStopped && mayConcern(one, keyOfCancellation(plan)));
    return !isDeleted && jobs.some((one) => one.id === job && one.region === region && one.project === project);
  };
  return plans.every((plan) => {
    if (plan.requireCancelled && mayComplete) return false;
    return isCancellation(plan) ? plan.ignoreMissing || isThere(plan) : plan.maxJobs >= 100;
  });
}
