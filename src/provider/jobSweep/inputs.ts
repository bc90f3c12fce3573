import type { Exclusion, Selector } from "../../vertex/selection/selector";
import { COMMON_INPUTS, type CommonInputs } from "../commonInputs";
import type { InputTable } from "../inputTable";
import { KINDS_INPUT } from "../kindsInput";

/** The inputs of a `JobSweep`. */
export const SWEEP_INPUTS = {
  project: { type: "string", change: "replace" },
  kinds: KINDS_INPUT,
  regions: { type: "object", change: "stopAgain" },
  selector: { type: "object", change: "stopAgain" },
  exclude: { type: "object", change: "stopAgain" },
  maxJobs: { type: "count", default: 100, change: "record" },
  pauseSchedules: { type: "boolean", default: false, change: "apply" },
  resumeSchedulesOnDelete: { type: "boolean", default: false, change: "record" },
  ...COMMON_INPUTS,
} as const satisfies InputTable;

/** Inputs as `check` has left them: complete, valid, with defaults filled in. */
export interface SweepInputs extends CommonInputs {
  readonly kinds: readonly string[];
  readonly regions: readonly string[];
  readonly selector: Selector;
  readonly exclude?: Exclusion;
  readonly maxJobs: number;
  readonly pauseSchedules: boolean;
  readonly resumeSchedulesOnDelete: boolean;
}
