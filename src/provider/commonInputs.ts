import { type CancelOn, checkCancelOn, orderCancelOn } from "./cancelOn";
import type { ConnectionInputs } from "./connection/settingSources";
import type { InputTable } from "./inputTable";

/** Inputs that every resource has. */
export const COMMON_INPUTS = {
  cancelOn: {
    type: "list",
    default: ["create"],
    check: checkCancelOn,
    normalize: orderCancelOn,
    change: "record",
  },
  triggers: { type: "list", change: "stopAgain" },
  requestsPerMinute: { type: "count", change: "record" },
  requireCancelled: { type: "boolean", default: false, change: "record" },
  cancelChildJobs: { type: "boolean", default: false, change: "apply" },
  deleteStopped: { type: "boolean", default: false, change: "apply" },
  connection: { type: "object", change: "record" },
  gcpProvider: { type: "object", change: "record" },
} as const satisfies InputTable;

/** {@link COMMON_INPUTS} as `check` has left them: complete, valid, with defaults filled in. */
export interface CommonInputs extends ConnectionInputs {
  readonly project: string;
  readonly cancelOn: readonly CancelOn[];
  /** Arbitrary values; the jobs are stopped again when one changes. */
  readonly triggers?: readonly unknown[];
  /** Default: that of the budget. */
  readonly requestsPerMinute?: number;
  readonly requireCancelled: boolean;
  readonly cancelChildJobs: boolean;
  readonly deleteStopped: boolean;
  /** `STOPPED`, or after a refresh what runs although it should not. */
  readonly desiredState: string;
  /** Of inputs that were filled in: what `gcp:*` config said then; empty when it said nothing. */
  readonly defaults?: Readonly<Record<string, string>>;
}
