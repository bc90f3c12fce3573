import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../provider/connection/settingSources";
import { type ConnectedArgs, type ConnectionArgs, connectionInputs } from "../resources/connection";
import { allSettingsOf } from "../resources/googleProvider";
import type { JobConditionsArgs, JobSelectorArgs } from "../resources/jobSelector";
import type { JobError } from "../resources/pipelineJobCancellation";
import type { PipelineState } from "../resources/pipelineState";
import type { FoundJob } from "./findJobs";

/** Arguments of {@link getJobs}. */
export interface GetJobsArgs {
  /** Which jobs to list, in any state unless it names some. Default: all. */
  selector?: pulumi.Unwrap<JobSelectorArgs>;
  /** Which of them to leave out. */
  exclude?: pulumi.Unwrap<JobConditionsArgs>;
  /** Project id or number. Default: that of `selector.names`, then `gcp:project`, then the environment variables that the Google provider reads. */
  project?: string;
  /** Vertex AI locations. Default: those of `selector.names`, then `gcp:region`, then the environment variables that the Google provider reads. */
  regions?: string[];
  /** How many jobs to return at most. Default: 100. */
  limit?: number;
  /** How to connect, where that is not as the stack's config and the environment say. */
  connection?: pulumi.Unwrap<ConnectionArgs>;
}

/** A pipeline job as a listing shows it. */
export interface PipelineJob {
  /** Full resource name, with the project as it was given. */
  readonly name: string;
  /** Last part of the name. */
  readonly pipelineJobId: string;
  /** Vertex AI location. */
  readonly region: string;
  /** The state when it was listed. */
  readonly state: PipelineState;
  /** The name that people read; need not be unique. */
  readonly displayName?: string;
  /** Labels of the job; empty when it has none. */
  readonly labels: Readonly<Record<string, string>>;
  /** When it was created; RFC 3339. */
  readonly createTime?: string;
  /** When it began to run; RFC 3339. */
  readonly startTime?: string;
  /** When it ended; RFC 3339. */
  readonly endTime?: string;
  /** When it last changed; RFC 3339. */
  readonly updateTime?: string;
  /** The pipeline's name, `pipelineSpec.pipelineInfo.name`. */
  readonly pipelineName?: string;
  /** Where the pipeline's template came from. */
  readonly templateUri?: string;
  /** Full name of the schedule that launched the job; absent when none did. */
  readonly scheduleName?: string;
  /** Email address of the service account that it runs as. */
  readonly serviceAccount?: string;
  /** Why the job failed or was cancelled. */
  readonly error?: JobError;
}

/** What {@link getJobs} returns. */
export interface GetJobsResult {
  /** The newest first within a region; at most as many as `limit` says. */
  readonly jobs: PipelineJob[];
}

/**
 * Lists pipeline jobs, in the program: looking before leaping.
 *
 * @throws Error naming every argument that is wrong, before any request; and what the listing throws.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
 */
export async function getJobs(args: GetJobsArgs = {}): Promise<GetJobsResult> {
  // On first use: a program that only declares resources needs none of it.
  const { findJobs } = require("./findJobs") as typeof import("./findJobs");
  const found = await findJobs(args, stackConfig);
  return { jobs: found.map(resultOf) };
}

/** Arguments of {@link getJobsOutput}: those of {@link getJobs}, any of which may be an output. */
export interface GetJobsOutputArgs extends ConnectedArgs {
  /** Which jobs to list, in any state unless it names some. Default: all. */
  selector?: pulumi.Input<JobSelectorArgs>;
  /** Which of them to leave out. */
  exclude?: pulumi.Input<JobConditionsArgs>;
  /** Project id or number. Default: as for {@link GetJobsArgs}. */
  project?: pulumi.Input<string>;
  /** Vertex AI locations. Default: as for {@link GetJobsArgs}. */
  regions?: pulumi.Input<pulumi.Input<string>[]>;
  /** How many jobs to return at most. Default: 100. */
  limit?: pulumi.Input<number>;
}

/** {@link getJobs} with arguments that may be outputs. */
export function getJobsOutput(args: GetJobsOutputArgs = {}): pulumi.Output<GetJobsResult> {
  const { gcpProvider: _gcpProvider, ...rest } = args;
  return pulumi
    .output({ ...rest, ...connectionInputs(args, allSettingsOf) })
    .apply((known) => getJobs(known as GetJobsArgs));
}

/** Not `pulumi.Config`, which warns of every secret that is read. */
const stackConfig: Config = { get: (key) => pulumi.runtime.getConfig(key) };

function resultOf({ name, jobId, region, job }: FoundJob): PipelineJob {
  const { childCustomJobs: _childCustomJobs, ...fields } = job;
  return { ...fields, name, pipelineJobId: jobId, region };
}
