import { STOPPED } from "../cancelOn";
import { checkCancelOn, checkCount, checkFlag, checkNames, checkTriggers, orderCancelOn } from "../checkInputs";
import { type CheckFailure, type CheckResult, checkFailure, isGiven, type RawInputs } from "../checkResult";
import { checkSelection } from "../checkSelection";
import { checkConnection, connectionOf, withRecordedSettings } from "../connection/connectionInputs";
import type { Settings } from "../connection/settings";
import { DEFAULT_MAX_JOBS, FLAGS, KNOWN_INPUTS } from "./inputs";

/**
 * Validates what a program gave and fills in defaults. Sends nothing. Values that are not known yet pass.
 *
 * @returns every failure there is, not the first alone.
 */
export function check(olds: RawInputs, given: RawInputs, settings: Settings): CheckResult {
  const { __defaults: _setHereAlone, ...news } = withRecordedSettings(olds, given);
  const selection = checkSelection(olds, news, settings.of(connectionOf(news)));
  const failures = [
    ...checkNames(news, KNOWN_INPUTS, "JobSweep"),
    ...selection.failures,
    ...checkCount("maxJobs", news.maxJobs),
    ...checkCount("requestsPerMinute", news.requestsPerMinute),
    ...checkCancelOn(news.cancelOn),
    ...FLAGS.flatMap((flag) => checkFlag(flag, news[flag])),
    ...checkTriggers(news.triggers),
    ...checkConnection(news, settings),
    ...checkSchedules(news),
  ];
  const { __dryRun, ...kept } = news;
  if (failures.length > 0) return { inputs: kept, failures };
  return {
    inputs: {
      ...kept,
      ...selection.inputs,
      maxJobs: news.maxJobs ?? DEFAULT_MAX_JOBS,
      cancelOn: orderCancelOn(news.cancelOn),
      ...Object.fromEntries(FLAGS.map((flag) => [flag, news[flag] ?? false])),
      desiredState: STOPPED,
    },
    failures,
  };
}

function checkSchedules({
  pauseSchedules,
  resumeSchedulesOnDelete,
  cancelOn,
  selector,
  exclude,
}: RawInputs): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (resumeSchedulesOnDelete === true && Array.isArray(cancelOn) && cancelOn.includes("delete")) {
    failures.push(
      checkFailure(
        "resumeSchedulesOnDelete",
        'can\'t be set beside "delete" in cancelOn: it would start what was just stopped',
      ),
    );
  }
  if (resumeSchedulesOnDelete === true && (!isGiven(pauseSchedules) || pauseSchedules === false)) {
    failures.push(checkFailure("resumeSchedulesOnDelete", "needs pauseSchedules: it resumes what that has paused"));
  }
  for (const [path, value] of Object.entries({ selector, exclude })) {
    const filter: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "filter") : undefined;
    if (pauseSchedules !== true || !isGiven(filter)) continue;
    const reason = `can't be set beside ${path}.filter: whether it fits a schedule can't be told`;
    failures.push(checkFailure("pauseSchedules", reason));
  }
  return failures;
}
