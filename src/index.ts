/**
 * What a Pulumi program declares, and what it calls.
 *
 * @module pulumi-vertex-jobs
 */

export {
  type GetJobsArgs,
  type GetJobsOutputArgs,
  type GetJobsResult,
  getJobs,
  getJobsOutput,
} from "./functions/getJobs";
export type { ListedJob } from "./functions/listedJob";
export type {
  ConnectedArgs,
  ConnectionArgs,
  ExternalCredentialsArgs,
} from "./resources/connection";
export type { GcpProviderSettings } from "./resources/googleProvider";
export type { JobConditionsArgs, JobKindName, JobSelectorArgs } from "./resources/jobSelector";
export { JobSweep, type JobSweepArgs, type SweptJob } from "./resources/jobSweep";
export {
  type CancellationOutcome,
  type CancelOn,
  type JobError,
  PipelineJobCancellation,
  type PipelineJobCancellationArgs,
} from "./resources/pipelineJobCancellation";
export type { PipelineState } from "./resources/pipelineState";
export { REQUIRED_PERMISSIONS } from "./vertex/permissions";
