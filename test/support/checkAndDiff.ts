import { render } from "../../src/messages/render";
import { check } from "../../src/provider/check";
import type { CheckResult, RawInputs } from "../../src/provider/checkResult";
import type { Settings } from "../../src/provider/connection/settings";
import { diff } from "../../src/provider/diff";
import { PIPELINE_JOB_CANCELLATION } from "../../src/provider/jobCancellation/definition";
import type { CancellationInputs } from "../../src/provider/jobCancellation/inputs";
import type { CancellationOutputs } from "../../src/provider/jobCancellation/outputs";
import { JOB_SWEEP } from "../../src/provider/jobSweep/definition";
import type { SweepInputs } from "../../src/provider/jobSweep/inputs";
import type { SweepOutputs } from "../../src/provider/jobSweep/outputs";

/** The check and the diff of each resource, which send nothing. */

export const checkCancellation = (olds: RawInputs, given: RawInputs, settings: Settings) =>
  worded(check(PIPELINE_JOB_CANCELLATION, olds, given, settings));

export const checkSweep = (olds: RawInputs, given: RawInputs, settings: Settings) =>
  worded(check(JOB_SWEEP, olds, given, settings));

/** What the engine gets of a check. */
function worded({ inputs, failures }: CheckResult) {
  return { inputs, failures: failures.map(({ property, reason }) => ({ property, reason: render(reason) })) };
}

export const diffCancellation = (recorded: CancellationOutputs, news: CancellationInputs) =>
  diff(PIPELINE_JOB_CANCELLATION, recorded, news);

export const diffSweep = (recorded: SweepOutputs, news: SweepInputs) => diff(JOB_SWEEP, recorded, news);
