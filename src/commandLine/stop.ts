import { check } from "../provider/check";
import { JOB_SWEEP } from "../provider/jobSweep/definition";
import type { SweepInputs } from "../provider/jobSweep/inputs";
import { DEFAULT_TIMEOUT_MS } from "../provider/timeouts";
import { connect, settingsOf } from "./environmentSettings";
import { EXIT } from "./exitCodes";
import { kindsOf } from "./kinds";
import { countOf, timeoutOf } from "./optionValues";
import { formatRows, type Output } from "./output/formatRows";
import { print, say } from "./output/streams";
import { conditionsOf, type Values } from "./selectorOptions";
import { StopCommand } from "./stopCommand";
import { refuse } from "./wording";

/**
 * Stops jobs, or shows which it would stop. What is known is printed whatever happens.
 *
 * @returns the exit code.
 * @throws UsageError before anything is sent; and what stopping throws, once the results are printed.
 */
export async function stop(values: Values, signal: AbortSignal): Promise<number> {
  const settings = settingsOf(values);
  const { timeoutMs = DEFAULT_TIMEOUT_MS, failures: timeoutFailures } = timeoutOf(values.timeout);
  const { inputs, failures } = check(
    JOB_SWEEP,
    {},
    {
      ...kindsOf(values),
      selector: conditionsOf(values, "selector"),
      exclude: conditionsOf(values, "exclude"),
      project: values.project,
      regions: values.region,
      maxJobs: countOf(values.max),
      ...(values.requestsPerMinute !== undefined && { requestsPerMinute: countOf(values.requestsPerMinute) }),
      pauseSchedules: values.pauseSchedules ?? false,
      requireCancelled: values.requireCancelled ?? false,
      deleteStopped: values.delete ?? false,
    },
    settings,
  );
  refuse([...failures, ...timeoutFailures]);
  const sweep = inputs as unknown as SweepInputs;
  const command = new StopCommand({
    vertexAi: connect(settings, signal),
    inputs: sweep,
    timeoutMs,
    doesWait: values.wait !== false,
  });
  try {
    await (values.yes === true ? command.stop() : command.look());
  } catch (error) {
    await print(formatRows(command.rows, values.output as Output, "stop"));
    if (signal.aborted) say(command.interruption);
    throw error;
  }
  await print(formatRows(command.rows, values.output as Output, "stop"));
  say(command.summary);
  return command.hasActive ? EXIT.active : EXIT.ok;
}
