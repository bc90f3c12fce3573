export {
  type CancellationOutcome,
  type CancelOn,
  PipelineJobCancellation,
  type PipelineJobCancellationArgs,
  type PipelineJobError,
} from "./resources/pipelineJobCancellation";
export type { PipelineState } from "./resources/pipelineState";
