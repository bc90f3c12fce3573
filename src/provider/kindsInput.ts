import { faultOfKinds } from "../vertex/kinds/kindNames";
import type { InputRow } from "./inputTable";

/** The input that says which kinds of jobs are selected. */
export const KINDS_INPUT: InputRow = {
  type: "list",
  // Not all that there are: a new kind must not widen what a program sweeps.
  default: ["pipelineJobs"],
  check: (property, value) => {
    const reason = faultOfKinds(value);
    return reason ? [{ property, reason }] : [];
  },
  change: "stopAgain",
};
