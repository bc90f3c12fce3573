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
export type { Cancellation, CancellationArgs, CancellationOutcome, CancelOn, JobError } from "./resources/cancellation";
export type {
  ConnectedArgs,
  ConnectionArgs,
  ExternalCredentialsArgs,
} from "./resources/connection";
export type { GcpProviderSettings } from "./resources/googleProvider";
export { JobCancellation, type JobCancellationArgs } from "./resources/jobCancellation";
export type { JobConditionsArgs, JobSelectorArgs } from "./resources/jobSelector";
export type { JobState, PipelineState } from "./resources/jobState";
export { JobSweep, type JobSweepArgs, type SweptCounts, type SweptJob } from "./resources/jobSweep";
export { PipelineJobCancellation, type PipelineJobCancellationArgs } from "./resources/pipelineJobCancellation";
export type { JobKindName } from "./vertex/kinds/kinds";
export { type KindPermissions, REQUIRED_PERMISSIONS } from "./vertex/permissions";
