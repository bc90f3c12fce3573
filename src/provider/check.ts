import { STOPPED } from "./cancelOn";
import type { CheckResult, RawInputs } from "./checkResult";
import type { CommonInputs } from "./commonInputs";
import { checkConnection, connectionOf, withRecordedSettings } from "./connection/connectionInputs";
import type { Settings } from "./connection/settings";
import type { Definition } from "./definition";
import { checkInputs, checkNames, completed } from "./inputTable";

/**
 * Validates what a program gave and fills in defaults. Sends nothing. Values that are not known yet pass.
 *
 * @param olds - inputs as the last check has left them; empty for a new resource.
 * @returns every failure there is, not the first alone.
 */
export function check<I extends CommonInputs, F extends { readonly projectNumber?: string }>(
  definition: Definition<I, F>,
  olds: RawInputs,
  given: RawInputs,
  settings: Settings,
): CheckResult {
  const news = withRecordedSettings(olds, given);
  const located = definition.locate(olds, news, settings.of(connectionOf(news)));
  const failures = [
    ...checkNames(news, Object.keys(definition.inputs), definition.type),
    ...located.failures,
    ...checkInputs(definition.inputs, news),
    ...checkConnection(news, settings),
    ...(definition.checkTogether?.(news) ?? []),
  ];
  if (failures.length > 0) return { inputs: news, failures };
  const inputs = { ...news, ...completed(definition.inputs, news), ...located.inputs, desiredState: STOPPED };
  return { inputs, failures };
}
