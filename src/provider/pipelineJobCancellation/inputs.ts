import { COMMON_INPUTS, type CommonInputs } from "../commonInputs";
import type { InputTable } from "../inputTable";

/** Inputs that name the job. A change of one means another job, hence a replacement. */
export const IDENTITY = ["name", "project", "region", "pipelineJobId"] as const;

/** One of {@link IDENTITY}. */
export type IdentityInput = (typeof IDENTITY)[number];

/** The inputs of a `PipelineJobCancellation`. */
export const CANCELLATION_INPUTS = {
  name: { type: "string", change: "replace" },
  project: { type: "string", change: "replace" },
  region: { type: "string", change: "replace" },
  pipelineJobId: { type: "string", change: "replace" },
  ignoreMissing: { type: "boolean", default: false, change: "record" },
  ...COMMON_INPUTS,
} as const satisfies InputTable;

/** Inputs as `check` has left them: complete, valid, with defaults filled in. */
export type CancellationInputs = CommonInputs &
  Readonly<Record<IdentityInput, string>> & { readonly ignoreMissing: boolean };
