import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../provider/connection/settingSources";
import { type ConnectedArgs, type ConnectionArgs, connectionInputs } from "../resources/connection";
import type { PipelineJobError } from "../resources/pipelineJobCancellation";
import type { PipelineJobConditionsArgs, PipelineJobSelectorArgs } from "../resources/pipelineJobSelector";
import type { PipelineState } from "../resources/pipelineState";
import type { ListedPipelineJob } from "./listPipelineJobs";

/** Arguments of {@link getPipelineJobs}. */
export interface GetPipelineJobsArgs {
  /** Which jobs to list, in any state unless it names some. Default: all. */
  selector?: pulumi.Unwrap<PipelineJobSelectorArgs>;
  /** Which of them to leave out. */
  exclude?: pulumi.Unwrap<PipelineJobConditionsArgs>;
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
  readonly error?: PipelineJobError;
}

/** What {@link getPipelineJobs} returns. */
export interface GetPipelineJobsResult {
  /** The newest first within a region; at most as many as `limit` says. */
  readonly jobs: PipelineJob[];
}

/**
 * Lists pipeline jobs, in the program: looking before leaping.
 *
 * @throws Error naming every argument that is wrong, before any request; and what the listing throws.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
 */
export async function getPipelineJobs(args: GetPipelineJobsArgs = {}): Promise<GetPipelineJobsResult> {
  // On first use: a program that only declares resources needs none of it.
  const { listPipelineJobs } = require("./listPipelineJobs") as typeof import("./listPipelineJobs");
  const found = await listPipelineJobs(args, stackConfig);
  return { jobs: found.map(resultOf) };
}

/** Arguments of {@link getPipelineJobsOutput}: those of {@link getPipelineJobs}, any of which may be an output. */
export interface GetPipelineJobsOutputArgs extends ConnectedArgs {
  /** Which jobs to list, in any state unless it names some. Default: all. */
  selector?: pulumi.Input<PipelineJobSelectorArgs>;
  /** Which of them to leave out. */
  exclude?: pulumi.Input<PipelineJobConditionsArgs>;
  /** Project id or number. Default: as for {@link GetPipelineJobsArgs}. */
  project?: pulumi.Input<string>;
  /** Vertex AI locations. Default: as for {@link GetPipelineJobsArgs}. */
  regions?: pulumi.Input<pulumi.Input<string>[]>;
  /** How many jobs to return at most. Default: 100. */
  limit?: pulumi.Input<number>;
}

/** {@link getPipelineJobs} with arguments that may be outputs. */
export function getPipelineJobsOutput(args: GetPipelineJobsOutputArgs = {}): pulumi.Output<GetPipelineJobsResult> {
  const { gcpProvider: _gcpProvider, ...rest } = args;
  return pulumi
    .output({ ...rest, ...connectionInputs(args) })
    .apply((known) => getPipelineJobs(known as GetPipelineJobsArgs));
}

/** Not `pulumi.Config`, which warns of every secret that is read. */
const stackConfig: Config = { get: (key) => pulumi.runtime.getConfig(key) };

function resultOf({ name, jobId, region, job }: ListedPipelineJob): PipelineJob {
  const { childCustomJobs: _childCustomJobs, ...fields } = job;
  return { ...fields, name, pipelineJobId: jobId, region };
}
