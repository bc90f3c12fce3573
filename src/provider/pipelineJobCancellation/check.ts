import { PIPELINE_JOBS } from "../../vertex/kinds/jobKind";
import { STOPPED } from "../cancelOn";
import { checkCancelOn, checkCount, checkFlag, checkNames, checkTriggers, orderCancelOn } from "../checkInputs";
import type { CheckResult, RawInputs } from "../checkResult";
import { checkConnection, connectionOf, withRecordedSettings } from "../connection/connectionInputs";
import type { Settings } from "../connection/settings";
import { checkIdentity } from "./checkIdentity";
import { FLAGS, KNOWN_INPUTS } from "./inputs";

/**
 * Validates what a program gave and fills in defaults. Sends nothing. Values that are not known yet pass.
 *
 * @param olds - inputs as the last `check` has left them; empty for a new resource.
 * @returns every failure there is, not the first alone.
 */
export function check(olds: RawInputs, given: RawInputs, settings: Settings): CheckResult {
  const { __defaults: _setHereAlone, ...news } = withRecordedSettings(olds, given);
  const identity = checkIdentity(PIPELINE_JOBS, olds, news, settings.of(connectionOf(news)));
  const failures = [
    ...checkNames(news, KNOWN_INPUTS, "PipelineJobCancellation"),
    ...identity.failures,
    ...checkCancelOn(news.cancelOn),
    ...FLAGS.flatMap((flag) => checkFlag(flag, news[flag])),
    ...checkTriggers(news.triggers),
    ...checkCount("requestsPerMinute", news.requestsPerMinute),
    ...checkConnection(news, settings),
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
