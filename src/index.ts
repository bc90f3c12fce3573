/**
 * What a Pulumi program declares, and what it calls.
 *
 * @module pulumi-vertex-pipeline-jobs
 */

export {
  type GetPipelineJobsArgs,
  type GetPipelineJobsOutputArgs,
  type GetPipelineJobsResult,
  getPipelineJobs,
  getPipelineJobsOutput,
  type PipelineJob,
} from "./functions/getPipelineJobs";
export type {
  ConnectedArgs,
  ConnectionArgs,
  ExternalCredentialsArgs,
} from "./resources/connection";
export type { GcpProviderSettings } from "./resources/googleProvider";
export {
  type CancellationOutcome,
  type CancelOn,
  PipelineJobCancellation,
  type PipelineJobCancellationArgs,
  type PipelineJobError,
} from "./resources/pipelineJobCancellation";
export type { PipelineJobConditionsArgs, PipelineJobSelectorArgs } from "./resources/pipelineJobSelector";
export { PipelineJobSweep, type PipelineJobSweepArgs, type SweptPipelineJob } from "./resources/pipelineJobSweep";
export type { PipelineState } from "./resources/pipelineState";
export { REQUIRED_PERMISSIONS } from "./vertex/permissions";
