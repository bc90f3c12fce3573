import { faultOfKinds } from "../vertex/kinds/kinds";
import { checkFailure } from "./checkResult";
import type { InputRow } from "./inputTable";

/** The input that says which kinds of jobs are selected. */
export const KINDS_INPUT: InputRow = {
  type: "list",
  // Not all that there are: a new kind must not widen what a program sweeps.
  default: ["pipelineJobs"],
  check: (property, value) => {
    const fault = faultOfKinds(value);
    return fault === undefined ? [] : [checkFailure(property, fault)];
  },
  change: "stopAgain",
};
