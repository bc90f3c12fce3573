import type * as pulumi from "@pulumi/pulumi";
import type { JobState, PipelineState } from "./jobState";

/**
 * Conditions on a job, all of which must hold. One that jobs of a chosen kind do not have is refused: `pipelineName`,
 * `templateUri`, and `scheduleName` are of pipeline jobs alone.
 */
export interface JobConditionsArgs {
  /**
   * Full names, such as `projects/{project}/locations/{region}/pipelineJobs/{pipelineJobId}`, of one project. They say in which
   * project and regions jobs are looked for; names of others are refused. Not together with other conditions.
   */
  names?: pulumi.Input<pulumi.Input<string>[]>;
  /** Labels that the job has, all of them. The value `"*"` asks for the label, whatever its value. */
  labels?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** The job's display name; `*` stands for any characters, also none. Case matters. */
  displayName?: pulumi.Input<string>;
  /** The pipeline's name, `pipelineSpec.pipelineInfo.name`. */
  pipelineName?: pulumi.Input<string>;
  /** Where the pipeline's template came from. */
  templateUri?: pulumi.Input<string>;
  /** Full name of the schedule that launched the job. */
  scheduleName?: pulumi.Input<string>;
  /** Email address of the service account that the job runs as. */
  serviceAccount?: pulumi.Input<string>;
  /** States, any of them. Default of a selector: all that are not terminal. */
  states?: pulumi.Input<pulumi.Input<PipelineState | JobState>[]>;
  /** RFC 3339 time; the job was created before it. */
  createdBefore?: pulumi.Input<string>;
  /** RFC 3339 time; the job was created after it. */
  createdAfter?: pulumi.Input<string>;
  /** Age that the job is past, such as `6h` or `1d12h`. */
  olderThan?: pulumi.Input<string>;
  /**
   * More conditions in the API's own filter language. Mind that `OR` binds tighter than `AND` there.
   *
   * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
   */
  filter?: pulumi.Input<string>;
}

/** Selects jobs. A selector without any condition is refused unless it says `allJobs`. */
export interface JobSelectorArgs extends JobConditionsArgs {
  /** `true` means every job of the project and regions. Not together with conditions. */
  allJobs?: pulumi.Input<boolean>;
}
