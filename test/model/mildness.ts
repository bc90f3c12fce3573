import type { Fault } from "../../src/testing";
import type { CancellationPlan, History } from "./history";

/** Faults that retries heal in so many seconds, and in less than the patience with a server that never answered. */
const MOST_FAULTS = 3;
const HEALED_AFTER_SECONDS = 15;

/** Whether what is asked for can be done in time, and what goes wrong is healed by retries: then it must succeed. */
export function isMild(history: History): boolean {
  const { users, schedules, clockJumps, engineDiesAtSeconds, cancelLagSeconds, requestsPerMinute } = history;
  const isUndisturbed = users.length + schedules.length + clockJumps.length === 0 && engineDiesAtSeconds === undefined;
  return isUndisturbed && cancelLagSeconds === 0 && requestsPerMinute > 60 && isInTime(history) && isGranted(history);
}

function isInTime({ faults, jobs, timeoutSeconds }: History): boolean {
  const count = faults.reduce((sum, { times }) => sum + times, 0);
  const healedAfterSeconds = count > 0 ? HEALED_AFTER_SECONDS : 0;
  const isInTime = jobs.every(({ stopsInSeconds }) => stopsInSeconds + 4 + healedAfterSeconds <= timeoutSeconds);
  return isInTime && count <= MOST_FAULTS && faults.every(({ fault }) => isHealed(fault));
}

function isHealed(fault: Fault): boolean {
  if ("stall" in fault) return false;
  if ("body" in fault) return true;
  return !("status" in fault) || (fault.retryAfterSeconds === undefined && fault.status >= 429);
}

/** Whether nothing forbids what there is. */
function isGranted({ jobs, sweeps, cancellations }: History): boolean {
  const isThere = ({ job, region, ignoreMissing }: CancellationPlan) =>
    ignoreMissing || jobs.some((one) => one.id === job && one.region === region);
  const isStrict = [...sweeps, ...cancellations].some(({ requireCancelled }) => requireCancelled);
  const mayFail = isStrict && jobs.some(({ winsRace }) => winsRace);
  return !mayFail && sweeps.every(({ maxJobs }) => maxJobs >= jobs.length) && cancellations.every(isThere);
}
