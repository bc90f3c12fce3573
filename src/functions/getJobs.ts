import * as pulumi from "@pulumi/pulumi";
import type { Config } from "../provider/connection/settingSources";
import { type ConnectedArgs, type ConnectionArgs, connectionInputs } from "../resources/connection";
import { allSettingsOf } from "../resources/googleProvider";
import type { JobConditionsArgs, JobSelectorArgs } from "../resources/jobSelector";
import type { JobKindName } from "../vertex/kinds/kinds";
import type { ListedJob } from "./listedJob";

/** Arguments of {@link getJobs}. */
export interface GetJobsArgs {
  /**
   * Kinds of jobs to list.
   *
   * @default ["pipelineJobs"]
   */
  kinds?: JobKindName[];
  /**
   * Which jobs to list, in any state unless it names some.
   *
   * @default all jobs
   */
  selector?: pulumi.Unwrap<JobSelectorArgs>;
  /** Which of them to leave out. */
  exclude?: pulumi.Unwrap<JobConditionsArgs>;
  /**
   * Project id or number.
   *
   * @default that of `selector.names`, then `gcp:project`, then the environment variables that the Google provider reads
   */
  project?: string;
  /**
   * Vertex AI locations to list.
   *
   * @default those of `selector.names`, then `gcp:region`, then the environment variables that the Google provider reads
   */
  regions?: string[];
  /**
   * How many jobs to return at most.
   *
   * @default 100
   */
  limit?: number;
  /** How to connect, if that differs from the provider's configuration and the environment. */
  connection?: pulumi.Unwrap<ConnectionArgs>;
}

/** What {@link getJobs} returns. */
export interface GetJobsResult {
  /** The newest first within a region and kind; at most as many as `limit` says. */
  readonly jobs: ListedJob[];
}

/**
 * Lists jobs of one or more kinds, in one or more regions.
 *
 * @throws Error naming every argument that is wrong, before any request; and what the listing throws.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
 */
export async function getJobs(args: GetJobsArgs = {}): Promise<GetJobsResult> {
  // On first use: a program that only declares resources needs none of it.
  const { listInProgram } = require("./listInProgram") as typeof import("./listInProgram");
  return { jobs: await listInProgram(args, stackConfig) };
}

/** Arguments of {@link getJobsOutput}: those of {@link getJobs}, any of which may be an output. */
export interface GetJobsOutputArgs extends ConnectedArgs {
  /** Kinds of jobs to list. Default: `["pipelineJobs"]`. */
  kinds?: pulumi.Input<pulumi.Input<JobKindName>[]>;
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
