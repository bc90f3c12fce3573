import { COMMON_INPUTS, type CommonInputs } from "../commonInputs";
import type { InputTable } from "../inputTable";

/** The inputs of a `JobCancellation`. */
export const JOB_CANCELLATION_INPUTS = {
  name: { type: "string", change: "replace" },
  project: { type: "string", change: "replace" },
  region: { type: "string", change: "replace" },
  ignoreMissing: { type: "boolean", default: false, change: "record" },
  ...COMMON_INPUTS,
} as const satisfies InputTable;

/** The inputs of a `PipelineJobCancellation`, which also takes the job's id. */
export const PIPELINE_JOB_CANCELLATION_INPUTS = {
  ...JOB_CANCELLATION_INPUTS,
  pipelineJobId: { type: "string", change: "replace" },
} as const satisfies InputTable;

/** Inputs that name the job. A change of one means another job, hence a replacement. */
export const IDENTITY = ["name", "project", "region", "pipelineJobId"] as const;

/** One of {@link IDENTITY}. */
export type IdentityInput = (typeof IDENTITY)[number];

/** Inputs as `check` has left them: complete, valid, with defaults filled in. */
export interface CancellationInputs extends CommonInputs {
  readonly name: string;
  readonly region: string;
  /** Absent in a `JobCancellation`. */
  readonly pipelineJobId?: string;
  readonly ignoreMissing: boolean;
}
