import { DEFAULT_KINDS, faultOfKinds } from "../vertex/kinds/kindNames";
import type { InputRow } from "./inputTable";

/** The input that says which kinds of jobs are selected. */
export const KINDS_INPUT: InputRow = {
  type: "list",
  default: DEFAULT_KINDS,
  check: (property, value) => {
    const reason = faultOfKinds(value);
    return reason ? [{ property, reason }] : [];
  },
  change: "stopAgain",
};
